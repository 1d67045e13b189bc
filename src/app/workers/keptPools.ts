import type { Door } from '../door.ts'
import { reachOf } from '../inputs/openRoots.ts'
import { WorkerPool } from './pool.ts'
import type { TaskPool } from './taskPool.ts'

/** How long threads are kept that have nothing to do. */
const KEPT_MS = 120_000

interface Kept {
  readonly pool: WorkerPool
  readonly sinceMs: number
}

/** One use of a kept pool: closed, it gives the threads back, unless some are at work still. */
class LentPool implements TaskPool {
  readonly run: TaskPool['run']
  readonly size: number
  readonly #giveBack: () => Promise<void>
  #closing: Promise<void> | undefined

  constructor(pool: WorkerPool, giveBack: () => Promise<void>) {
    this.size = pool.size
    this.#giveBack = giveBack
    this.run = (name, input, transfer) =>
      this.#closing ? Promise.reject(new Error('The worker pool was given back.')) : pool.run(name, input, transfer)
  }

  close(): Promise<void> {
    this.#closing ??= this.#giveBack()
    return this.#closing
  }
}

/**
 * The threads of a worker, kept for some time from one operation to the next: threads that have worked before are at
 * their full speed, new ones compile what they run first.
 */
export class KeptPools {
  /** By the door of the operation, which decides what files they open, and their number. */
  readonly #kept = new Map<string, Kept[]>()
  readonly #timer = setInterval(() => void this.#close(performance.now() - KEPT_MS), KEPT_MS / 4).unref()
  #isClosed = false

  /** So many threads, for one use: closing them gives them back. */
  lend(threads: number, door: Door): TaskPool {
    const key = `${door} ${threads}`
    const pool = this.#kept.get(key)?.pop()?.pool ?? new WorkerPool(threads, reachOf(door))
    return new LentPool(pool, () => this.#takeBack(key, pool))
  }

  /** Ends all threads that are not lent, and from now on those that are given back. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    await this.#close(Infinity)
  }

  async #takeBack(key: string, pool: WorkerPool): Promise<void> {
    if (this.#isClosed || !pool.isAtRest) return pool.close()
    this.#kept.set(key, [...(this.#kept.get(key) ?? []), { pool, sinceMs: performance.now() }])
  }

  async #close(beforeMs: number): Promise<void> {
    for (const [key, kept] of this.#kept) {
      this.#kept.set(
        key,
        kept.filter(({ sinceMs }) => sinceMs >= beforeMs),
      )
      await Promise.all(kept.filter(({ sinceMs }) => sinceMs < beforeMs).map(({ pool }) => pool.close()))
    }
  }
}
