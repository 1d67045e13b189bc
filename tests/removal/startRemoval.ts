// A removal in a process of its own, to be killed, starved or confined.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import type { Result } from '../../src/fault/fault.ts'
import type { RemovalTarget } from '../../src/store/removal/removalTarget.ts'
import type { Removed } from '../../src/store/removal/removeTree.ts'
import type { StorePlace } from '../../src/store/removal/storePlace.ts'
import { compiledCode } from '../process/compiledCode.ts'

export interface RemovalOrder {
  readonly home: string
  readonly id: string
  readonly operationId: string
  readonly targets: readonly RemovalTarget[]
  /** It kills itself before this step, counted from 1. */
  readonly fatalCall?: number
  /** It goes on as this user. */
  readonly userId?: number
}

export interface RemovalReport {
  readonly result: Result<Removed>
  /** Steps that were taken. */
  readonly calls: number
  /** Bytes of memory beyond what the process had before. */
  readonly rssGrowth: number
}

export interface RemovalRequest extends Omit<RemovalOrder, 'home' | 'id'> {
  /** A line of shell around the command `"$@"`. */
  readonly shell?: string
}

/** @returns nothing where the process was killed */
export async function startRemoval(
  { id, paths }: StorePlace,
  { shell = 'exec "$@"', ...request }: RemovalRequest,
): Promise<RemovalReport | undefined> {
  const order: RemovalOrder = { home: paths.home, id, ...request }
  const program = join(import.meta.dirname, 'removeAndSay.ts')
  const child = spawn('sh', ['-c', shell, 'sh', process.execPath, program, JSON.stringify(order)], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compiledCode },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, signal) => resolve(signal)))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  if ((await ended) === 'SIGKILL') return undefined
  if (stdout === '') throw new Error(`The removal said nothing: ${stderr}`)
  const report: RemovalReport = JSON.parse(stdout)
  return report
}
