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

/** What a processing by a crew took, and what it made. */
export interface CrewOutcome {
  readonly stages: readonly { readonly stage: string; readonly seconds: number }[]
  readonly seconds: number
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

/** The outcome of the processing, once it has ended. */
async function outcomeOf({ store }: Halley): Promise<Pick<CrewOutcome, 'stages' | 'seconds'>> {
  for (;;) {
    const [operation] = await endedOperations(store.catalogue, 1)
    if (operation?.state === 'completed' && operation.outcome !== null) return JSON.parse(operation.outcome) as CrewOutcome
    // A publication ends its operation before all that came of it is written down.
    if (operation && operation.state !== 'completed') throw new Error(`The processing is ${operation.state}: ${operation.error}`)
    await sleep(50)
  }
}

async function processIn(home: string, config: string, { workers, threads }: CrewOptions): Promise<CrewOutcome> {
  const crew = Array.from({ length: workers }, () => startWorker(home, '--poll', '250', '--workers', String(threads)))
  const halley = expectValue(await openHalley({ environment: environmentOf(home) }))
  try {
    await Promise.all(crew.map(({ saying }) => saying(' takes ')))
    const before = crew.map(processorSeconds)
    await command(home, 'process', config, '--name', run, '--detach', '--workers', String(threads))
    // Its tables are shown under the name of the run after it is published.
    const shown = Promise.race(crew.map(({ saying }) => saying(': completed')))
    const { stages, seconds } = await outcomeOf(halley)
    await shown
    const processorS = crew.map((worker, index) => processorSeconds(worker) - before[index])
    return { stages, seconds, processorS: processorS.toSorted((a, b) => b - a), hashes: tableHashes(join(home, 'runs', run)) }
  } finally {
    await Promise.all(crew.map(({ stop }) => stop()))
    await closeHalley(halley)
  }
}

/** Processes a configuration in a new store by workers of their own processes, which are there before. */
export async function processByCrew(config: string, options: CrewOptions): Promise<CrewOutcome> {
  const home = await mkdtemp(join(tmpdir(), 'halley-bench-crew-'))
  try {
    return await processIn(home, config, options)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
