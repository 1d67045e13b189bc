import type { Halley } from '../halley.ts'
import { readQueue } from './claims.ts'
import { isProcessing, obstacleTo } from './obstacle.ts'

/** How much there is to do for workers. */
export interface WorkAhead {
  /** Operations that a worker could take up now. */
  readonly waiting: number
  /** Operations that workers are at. */
  readonly atWork: number
  /** Of these, processings, with parts of which others can help. */
  readonly processings: number
}

/** Looks how much there is to do for workers that take some kinds of operations. `processings` counts those of all workers. */
export async function workAhead({ store }: Pick<Halley, 'store'>, kinds: readonly string[]): Promise<WorkAhead> {
  const queue = await readQueue(store.catalogue)
  const forWorkers = queue.unfinished.filter(({ isDetached }) => isDetached === 1)
  const running = forWorkers.filter(({ state }) => state === 'running')
  const own = forWorkers.filter(({ kind }) => kinds.includes(kind))
  const waiting = own.filter((operation) => operation.state === 'queued' && obstacleTo(operation, queue) === null)
  const atWork = own.filter(({ state }) => state === 'running')
  return { waiting: waiting.length, atWork: atWork.length, processings: running.filter(isProcessing).length }
}
