import { Worker } from 'node:worker_threads'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import type { ThreadRoots } from '../../store/files/openWithin.ts'
import type { Root } from '../../store/files/roots.ts'
import type { TaskPool } from './taskPool.ts'
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts'

/** What travels to a worker thread. */
export interface TaskRequest {
  readonly ticket: number
  readonly name: TaskName
  readonly input: unknown
}

/** What comes back: the task's result, or the stack of a bug. */
export type TaskReply =
  | { readonly ticket: number; readonly outcome: 'value'; readonly value: unknown }
  | { readonly ticket: number; readonly outcome: 'fault'; readonly fault: Fault }
  | { readonly ticket: number; readonly outcome: 'bug'; readonly stack: string }

interface Waiting {
  readonly request: TaskRequest
  readonly transfer: readonly ArrayBuffer[]
  readonly resolve: (result: Result<never>) => void
  readonly reject: (error: Error) => void
}

/** Tasks hold little but buffers outside the heap, which would make a larger young generation grow for nothing. */
const YOUNG_GENERATION_MB = 8

function poolClosed(): Error {
  return new Error('The worker pool was closed.')
}

/** Resolves when a thread has answered its task, or is gone. */
function answered(thread: Worker): Promise<Worker> {
  return new Promise((resolve) => {
    thread.once('message', () => resolve(thread))
    thread.once('exit', () => resolve(thread))
  })
}

/**
 * A fixed number of worker threads that take tasks in the order of their submission. Which thread does a task never
 * shows in its result. Threads start with the first task that needs them.
 */
export class WorkerPool implements TaskPool {
  readonly size: number
  readonly #idle: Worker[] = []
  readonly #busy = new Map<Worker, Waiting>()
  readonly #queue: Waiting[] = []
  #nextTicket = 0
  #closing: Promise<void> | undefined

  readonly #threadRoots: ThreadRoots

  /** @param roots threads open no files of users outside of them */
  constructor(size: number, roots: readonly Root[]) {
    this.size = size
    this.#threadRoots = { halleyRoots: roots }
  }

  /** Whether it has nothing to do, and may be given more. */
  get isAtRest(): boolean {
    return !this.#closing && this.#busy.size === 0 && this.#queue.length === 0
  }

  run<N extends TaskName>(name: N, input: TaskInput<N>, transfer: readonly ArrayBuffer[] = []): Promise<Result<TaskOutput<N>>> {
    if (this.#closing) return Promise.reject(poolClosed())
    return new Promise((resolve, reject) => {
      const request = { ticket: this.#nextTicket++, name, input }
      this.#queue.push({ request, transfer, resolve, reject })
      this.#dispatch()
    })
  }

  /**
   * Rejects the tasks that have not answered, and ends the threads: those at work when their task is done, because the
   * libraries of a thread that is killed at work take the process with them. Resolves when all threads have ended.
   */
  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    const leaving = [...this.#busy.keys()].map(answered)
    const idle = this.#idle.splice(0)
    const abandoned = [...this.#busy.values(), ...this.#queue.splice(0)]
    this.#busy.clear()
    for (const waiting of abandoned) waiting.reject(poolClosed())
    await Promise.all([...idle, ...(await Promise.all(leaving))].map((thread) => thread.terminate()))
  }

  #dispatch(): void {
    while (this.#queue.length > 0 && !this.#closing) {
      const thread = this.#idle.pop() ?? (this.#busy.size < this.size ? this.#start() : undefined)
      const waiting = thread && this.#queue.shift()
      if (!thread || !waiting) return
      this.#busy.set(thread, waiting)
      thread.postMessage(waiting.request, [...waiting.transfer])
    }
  }

  #start(): Worker {
    const thread = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#threadRoots,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    })
    thread.on('message', (reply: TaskReply) => this.#settle(thread, reply))
    thread.on('error', (error) => this.#lose(thread, error))
    thread.on('exit', (code) => this.#lose(thread, new Error(`A worker thread ended with code ${code}.`)))
    return thread
  }

  #settle(thread: Worker, reply: TaskReply): void {
    const waiting = this.#busy.get(thread)
    if (!waiting) return
    this.#busy.delete(thread)
    this.#idle.push(thread)
    if (reply.outcome === 'value') waiting.resolve(success(reply.value as never))
    else if (reply.outcome === 'fault') waiting.resolve(failure(reply.fault))
    else waiting.reject(new Error(`A worker thread failed: ${reply.stack}`))
    this.#dispatch()
  }

  #lose(thread: Worker, error: unknown): void {
    const waiting = this.#busy.get(thread)
    this.#busy.delete(thread)
    const position = this.#idle.indexOf(thread)
    if (position >= 0) this.#idle.splice(position, 1)
    waiting?.reject(error instanceof Error ? error : new Error(String(error)))
    if (!this.#closing) this.#dispatch()
  }
}
