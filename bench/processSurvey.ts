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

/** What one command took, from its start to its end. */
export interface Commanded extends Outcome {
  readonly elapsedS: number
}

export interface ProcessedSurvey extends Commanded {
  readonly pairs: number
}

const commandLine = fileURLToPath(new URL('../halley', import.meta.url))

/** Processes a survey with the command line of Halley, in a new home that is removed afterwards. */
export async function processSurvey(folder: string, workers: number): Promise<ProcessedSurvey> {
  const home = await mkdtemp(join(tmpdir(), 'halley-bench-home-'))
  try {
    const outcome = await processConfig(home, join(folder, 'config.yaml'), ['--workers', String(workers)])
    const pairs = await countRows(join(outcome.directory, 'measurement_pairs.parquet'))
    return { ...outcome, pairs }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** Processes a configuration with the command line, in the home given. */
export async function processConfig(home: string, config: string, options: readonly string[]): Promise<Commanded> {
  const start = performance.now()
  const output = await run(['process', config, '--json', ...options], home)
  return { ...(JSON.parse(output) as Outcome), elapsedS: (performance.now() - start) / 1000 }
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
