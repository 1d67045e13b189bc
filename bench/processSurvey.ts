import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
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

const commandLine = fileURLToPath(new URL('../src/doors/cli/main.ts', import.meta.url))

/** Processes a survey with the command line of Halley, in a new home that is removed afterwards. */
export async function processSurvey(folder: string, workers: number): Promise<ProcessedSurvey> {
  const home = await mkdtemp(join(tmpdir(), 'halley-bench-home-'))
  try {
    const start = performance.now()
    const { output, peakMemoryBytes } = await run(['process', join(folder, 'config.yaml'), '--json', '--workers', String(workers)], home)
    const elapsedS = (performance.now() - start) / 1000
    const outcome = JSON.parse(output) as Outcome
    const pairs = await countRows(join(outcome.directory, 'measurement_pairs.parquet'))
    return { ...outcome, pairs, elapsedS, peakMemoryBytes: Math.max(outcome.peakMemoryBytes, peakMemoryBytes) }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** Runs the command line; gives what it printed and, on Linux, its largest resident memory as the system counts it. */
function run(args: readonly string[], home: string): Promise<{ output: string; peakMemoryBytes: number }> {
  const child = spawn(process.execPath, [commandLine, ...args], {
    env: { ...process.env, HALLEY_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: Buffer[] = []
  const said: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => printed.push(bytes))
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes))
  let peakMemoryBytes = 0
  const watch = setInterval(() => {
    peakMemoryBytes = Math.max(peakMemoryBytes, residentPeak(child.pid))
  }, 50)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(watch)
      const output = Buffer.concat(printed).toString()
      if (code === 0) resolve({ output, peakMemoryBytes })
      else reject(new Error(`halley ${args.join(' ')} ended with ${code}: ${output}${Buffer.concat(said).toString()}`))
    })
  })
}

function residentPeak(pid: number | undefined): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
    return 1024 * Number(kilobytes ?? 0)
  } catch {
    return 0
  }
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
