// Workers as processes of their own at one processing, with what each computed.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { env, execPath } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { closeHalley, openHalley, type Halley } from '../src/app/halley.ts'
import { endedOperations } from '../src/store/catalogue/operations.ts'
import { expectValue } from './detections.ts'

const main = resolve(import.meta.dirname, '../src/doors/cli/main.ts')
const run = 'crew'

/** Ticks of the clock in a second as /proc counts them, on all Linux of today. */
const ticksPerS = 100

export interface CrewOptions {
  readonly workers: number
  /** Of the processing, and parts at once of each helper. */
  readonly threads: number
}

/** What a crew is to process. */
export interface CrewWork {
  readonly config: string
  /** Processed first, for workers are there for weeks. */
  readonly warmUp: string
}

/** What the catalogue keeps of what came of a processing: the part that is used here. */
interface Outcome {
  readonly stages: readonly { readonly stage: string; readonly seconds: number }[]
  readonly seconds: number
}

/** What a processing by a crew took, and what it made. */
export interface CrewOutcome extends Outcome {
  /** Seconds of a processor that each worker used, the busiest first. */
  readonly processorS: readonly number[]
  /** Hashes of all tables, but of that of the images, which says where the store is. */
  readonly hashes: ReadonlyMap<string, string>
}

function environmentOf(home: string): NodeJS.ProcessEnv {
  return { ...env, HALLEY_HOME: home }
}

/** Runs a command to its end. */
export async function command(home: string, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)(execPath, [main, ...args], { env: environmentOf(home) })
}

export interface StartedWorker {
  readonly child: ChildProcess
  /** Resolves when it has said something. */
  readonly saying: (words: string) => Promise<void>
  /** How often it has said something. */
  readonly timesSaid: (words: string) => number
  readonly stop: () => Promise<void>
}

/** Starts a worker. */
export function startWorker(home: string, ...options: readonly string[]): StartedWorker {
  const child = spawn(execPath, [main, 'worker', ...options], { env: environmentOf(home), stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  return {
    child,
    async saying(words) {
      while (!said.includes(words)) await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(new Error(said)))])
    },
    timesSaid: (words) => said.split(words).length - 1,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Seconds of a processor that a worker has used. */
function processorSeconds({ child: { pid } }: StartedWorker): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / ticksPerS
}

function tableHashes(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.parquet') && name !== 'images.parquet')
  const hashOf = (name: string) => createHash('sha256').update(readFileSync(join(folder, name))).digest('hex') // prettier-ignore
  return new Map(names.toSorted().map((name) => [name, hashOf(name)]))
}

/** Has the crew process a configuration, and waits until its tables are shown under the name of the run. */
async function processOnce(
  halley: Halley,
  crew: readonly StartedWorker[],
  config: string,
  name: string,
  threads: number,
): Promise<Outcome> {
  const completed = () => crew.reduce((sum, { timesSaid }) => sum + timesSaid(': completed'), 0)
  const before = completed()
  await command(halley.store.paths.home, 'process', config, '--name', name, '--detach', '--workers', String(threads))
  while (completed() === before) {
    const [ended] = await endedOperations(halley.store.catalogue, 1)
    if (ended && ended.state !== 'completed') throw new Error(`The processing is ${ended.state}: ${ended.error}`)
    await sleep(50)
  }
  const [operation] = await endedOperations(halley.store.catalogue, 1)
  return JSON.parse(operation.outcome ?? '') as Outcome
}

async function processIn(home: string, { config, warmUp }: CrewWork, { workers, threads }: CrewOptions): Promise<CrewOutcome> {
  const crew = Array.from({ length: workers }, () => startWorker(home, '--workers', String(threads)))
  const halley = expectValue(await openHalley({ environment: environmentOf(home) }))
  try {
    await Promise.all(crew.map(({ saying }) => saying(' takes ')))
    await processOnce(halley, crew, warmUp, 'before', threads)
    const before = crew.map(processorSeconds)
    const { stages, seconds } = await processOnce(halley, crew, config, run, threads)
    const processorS = crew.map((worker, index) => processorSeconds(worker) - before[index])
    return { stages, seconds, processorS: processorS.toSorted((a, b) => b - a), hashes: tableHashes(join(home, 'runs', run)) }
  } finally {
    await Promise.all(crew.map(({ stop }) => stop()))
    await closeHalley(halley)
  }
}

/** Processes a configuration in a new store by workers of their own processes, which have worked before. */
export async function processByCrew(work: CrewWork, options: CrewOptions): Promise<CrewOutcome> {
  const home = await mkdtemp(join(tmpdir(), 'halley-bench-crew-'))
  try {
    return await processIn(home, work, options)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
