import { dirname } from 'node:path'
import { success, type Result } from '../../fault/fault.ts'
import type { SharedTaskRow } from '../../store/catalogue/schema.ts'
import type { TaskBoard } from './taskBoard.ts'
import type { TaskPool } from './taskPool.ts'
import { isShared, type SharedTaskName } from './sharedTaskNames.ts'
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts'

/** How often it is looked who could help; what those have done who do; and both where somebody has nothing to do. */
const ALONE_LOOK_MS = 250
const LOOK_MS = 100
const IDLE_LOOK_MS = 20

/** How many parts are offered to each hand of a helper, at most: what nobody takes is written for nothing. */
const MOST_OFFERED_EACH = 32

interface Waiting {
  readonly ticket: number
  readonly name: SharedTaskName
  readonly input: unknown
  readonly transfer: readonly ArrayBuffer[]
  readonly resolve: (result: Result<never>) => void
  readonly reject: (error: Error) => void
}

/** Where a part is to write files; null where it writes none. */
function folderOf({ input }: Waiting): string | null {
  const isWriting = typeof input === 'object' && input !== null && 'outputPath' in input && typeof input.outputPath === 'string'
  return isWriting ? dirname((input as { readonly outputPath: string }).outputPath) : null
}

/**
 * The threads of this process, and as many hands of other workers as are idle: parts that wait for a thread are offered
 * to them, and taken back when there is nothing else to do here, or when who took one is gone. What another refuses, or
 * fails at, is done again here, so that every answer that counts is that of a whole host. Equal input gives equal output
 * wherever it is done.
 */
export class SharedPool implements TaskPool {
  readonly #local: TaskPool
  readonly #board: TaskBoard
  readonly #waiting: Waiting[] = []
  readonly #offered = new Map<number, Waiting>()
  #atWork = 0
  #nextTicket = 0
  #timer: NodeJS.Timeout | undefined
  #look: Promise<unknown> = Promise.resolve()
  #lookedMs = -Infinity
  /** Of helpers, as they were when it was looked last. */
  #hands = 0
  #isClosed = false

  constructor(local: TaskPool, board: TaskBoard) {
    this.#local = local
    this.#board = board
  }

  get size(): number {
    return this.#local.size
  }

  run<N extends TaskName>(name: N, input: TaskInput<N>, transfer: readonly ArrayBuffer[] = []): Promise<Result<TaskOutput<N>>> {
    if (!isShared(name) || this.#isClosed) return this.#local.run(name, input, transfer)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ticket: this.#nextTicket++, name, input, transfer, resolve, reject })
      this.#dispatch()
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    const closing = this.#local.close()
    for (const task of this.#waiting.splice(0)) this.#start(task)
    await this.#look
    for (const task of this.#offered.values()) this.#startOffered(task)
    // What cannot be taken back now is of an attempt that has ended: nobody takes it any more.
    await this.#board.forget().catch(() => {})
    await closing
  }

  /** Keeps the threads at work, and one task ready for the first that is free. */
  #dispatch(): void {
    while (this.#atWork <= this.size && !this.#isClosed) {
      const task = this.#waiting.shift()
      if (!task) break
      this.#start(task)
    }
    if (this.#waiting.length > 0 || this.#offered.size > 0) this.#lookSoon()
  }

  #start({ name, input, transfer, resolve, reject }: Waiting): void {
    this.#atWork++
    const done = this.#local.run(name, input as TaskInput<SharedTaskName>, transfer) as Promise<Result<never>>
    void done.then(resolve, reject).finally(() => {
      this.#atWork--
      this.#dispatch()
    })
  }

  #lookSoon(): void {
    if (this.#isClosed) return
    this.#timer ??= setTimeout(() => {
      // A catalogue or a disk that is away for a moment is asked again the next time.
      this.#look = this.#lookOnce()
        .catch(() => {})
        .then(() => {
          this.#timer = undefined
          this.#lookedMs = performance.now()
          this.#dispatch()
        })
    }, this.#pauseMs)
  }

  get #pauseMs(): number {
    if (this.#isIdle || (this.#hands > 0 && this.#offered.size === 0)) return IDLE_LOOK_MS
    const everyMs = this.#hands > 0 ? LOOK_MS : ALONE_LOOK_MS
    return Math.max(0, this.#lookedMs + everyMs - performance.now())
  }

  async #lookOnce(): Promise<void> {
    if (this.#offered.size > 0) await this.#seeAll(await this.#board.rows())
    if (this.#waiting.length > 0) await this.#offer()
  }

  async #seeAll(rows: readonly SharedTaskRow[]): Promise<void> {
    const there = new Set(rows.map(({ ticket }) => ticket))
    const givenBack = [...this.#offered.values()].filter(({ ticket }) => !there.has(ticket))
    for (const row of rows) await this.#see(row)
    for (const task of givenBack) this.#startOffered(task)
  }

  #startOffered(task: Waiting): void {
    this.#offered.delete(task.ticket)
    this.#start(task)
  }

  async #see(row: SharedTaskRow): Promise<void> {
    const task = this.#offered.get(row.ticket)
    if (!task || this.#isClosed) return
    if (row.state === 'done') await this.#take(task, row)
    else if (row.state === 'taken' ? this.#board.isLost(row) : this.#isIdle) await this.#takeBack(task, row)
  }

  get #isIdle(): boolean {
    return this.#waiting.length === 0 && this.#atWork <= this.size
  }

  async #take(task: Waiting, row: SharedTaskRow): Promise<void> {
    try {
      const value = await this.#board.answer(row, folderOf(task))
      this.#offered.delete(task.ticket)
      task.resolve(success(value as never))
    } catch {
      this.#startOffered(task)
    }
  }

  async #takeBack(task: Waiting, row: SharedTaskRow): Promise<void> {
    if (await this.#board.takeBack(row)) this.#startOffered(task)
  }

  /** Offers so many of the last ones that all would end about together. */
  async #offer(): Promise<void> {
    const hands = await this.#board.idleHands(this.size)
    this.#hands = hands
    if (hands === 0) return
    const all = this.#waiting.length + this.#offered.size
    const share = Math.min(Math.ceil((all * hands) / (hands + this.size)), MOST_OFFERED_EACH * hands)
    const given = this.#waiting.splice(Math.max(0, this.#waiting.length - Math.max(0, share - this.#offered.size)))
    try {
      await this.#board.offer(given)
      for (const task of given) this.#offered.set(task.ticket, task)
    } catch (error) {
      this.#waiting.push(...given)
      throw error
    }
  }
}
