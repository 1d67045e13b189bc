import { availableParallelism } from 'node:os'
import type { WorkQueue } from '../contract/workQueue.ts'
import type { Tell } from '../logging/tell.ts'

/** What a worker is to do, and how. */
export interface WorkerRequest {
  /** End when nothing waits that can be done, rather than wait for more. */
  readonly once: boolean
  /** End when there was nothing to do for so long, milliseconds; default: never. */
  readonly idleMs?: number | undefined
  /** What it is to the queue of a cluster; default: none of its. */
  readonly job?: string | null | undefined
  /** How often to look for work, milliseconds. */
  readonly pollMs: number
  /** What it takes. */
  readonly queues: readonly WorkQueue[]
  /** Operations that it does at once; default: 1. */
  readonly concurrency?: number | undefined
  /** Threads of an operation that does not say how many; default: the cores, in equal shares. */
  readonly threads?: number | undefined
  /** Stops: what it works on is handed back. */
  readonly signal: AbortSignal
  /** Is told of each thing that happens. */
  readonly tell: Tell
}

/** Operations at once. */
export function concurrencyOf({ concurrency = 1 }: WorkerRequest): number {
  return concurrency
}

/** Threads of an operation that does not say how many. */
export function threadsEach(request: WorkerRequest): number {
  return request.threads ?? Math.max(1, Math.floor(availableParallelism() / concurrencyOf(request)))
}
