import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SurveyOptions } from '../src/simulate/options.ts'
import { simulateSurvey } from '../src/simulate/simulateSurvey.ts'
import { openDirectorySink } from '../src/store/files/directorySink.ts'

/**
 * The folder of a simulated survey: made once, under the system's temporary directory, and made again when its options or
 * the code that simulates change.
 */
export async function simulatedSurvey(name: string, options: SurveyOptions): Promise<string> {
  const folder = join(tmpdir(), `halley-bench-${name}-${await hashOf(options)}`)
  if (existsSync(folder)) return folder
  console.log(`Simulating ${options.epochs} images of ${options.sizePixels} x ${options.sizePixels} pixels into ${folder}, once.`)
  // Under another name until it is whole.
  const unfinished = await mkdtemp(`${folder}-unfinished-`)
  const sink = await openDirectorySink(unfinished)
  const made = sink.ok ? await simulateSurvey(options, sink.value) : sink
  if (!made.ok) throw new Error(made.fault.message)
  await rename(unfinished, folder)
  return folder
}

async function hashOf(options: SurveyOptions): Promise<string> {
  const room = fileURLToPath(new URL('../src/simulate', import.meta.url))
  const hash = createHash('sha256').update(JSON.stringify(options))
  const files = (await readdir(room)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  for (const file of files.toSorted()) hash.update(await readFile(join(room, file)))
  return hash.digest('hex').slice(0, 12)
}
