import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDuckDb, sqlLiteral } from '../src/store/parquet/duckDb.ts'

/** What the command line says of a processing, as JSON: the part that is used here. */
interface Outcome {
  readonly counts: {
    readonly images: number
    readonly detections: number
    readonly forced: number
    readonly sources: number
    readonly newSources: number
  }
  readonly stages: readonly { readonly stage: string; readonly seconds: number }[]
  readonly peakMemoryBytes: number
  readonly directory: string
}

export interface ProcessedSurvey extends Outcome {
  readonly pairs: number
  /** From the start of the command to its end. */
  readonly elapsedS: number
}

const commandLine = fileURLToPath(new URL('../halley', import.meta.url))

/** Processes a survey with the command line of Halley, in a new home that is removed afterwards. */
export async function processSurvey(folder: string, workers: number): Promise<ProcessedSurvey> {
  const home = await mkdtemp(join(tmpdir(), 'halley-bench-home-'))
  try {
    const start = performance.now()
    const output = await run(['process', join(folder, 'config.yaml'), '--json', '--workers', String(workers)], home)
    const elapsedS = (performance.now() - start) / 1000
    const outcome = JSON.parse(output) as Outcome
    const pairs = await countRows(join(outcome.directory, 'measurement_pairs.parquet'))
    return { ...outcome, pairs, elapsedS }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

function run(args: readonly string[], home: string): Promise<string> {
  const child = spawn(commandLine, args, { env: { ...process.env, HALLEY_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed: Buffer[] = []
  const said: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => printed.push(bytes))
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      const output = Buffer.concat(printed).toString()
      if (code === 0) resolve(output)
      else reject(new Error(`halley ${args.join(' ')} ended with ${code}: ${output}${Buffer.concat(said).toString()}`))
    })
  })
}

async function countRows(path: string): Promise<number> {
  const duckDb = await openDuckDb({ memoryLimitMb: 200, threads: 1 })
  try {
    const reader = await duckDb.connection.runAndReadAll(`SELECT count(*) FROM ${sqlLiteral(path)}`)
    return Number(reader.getRows()[0][0])
  } finally {
    duckDb.close()
  }
}
