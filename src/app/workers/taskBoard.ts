import { availableParallelism } from 'node:os'
import { unfinishedOperations, type Claim } from '../../store/catalogue/operations.ts'
import type { SharedTaskRow, WorkerRow } from '../../store/catalogue/schema.ts'
import { forgetTasks, offerTasks, sharedTasksOf, takeBackTask } from '../../store/catalogue/sharedTasks.ts'
import { knownWorkers } from '../../store/catalogue/workers.ts'
import { TaskFiles } from '../../store/publishing/taskFiles.ts'
import type { Halley } from '../halley.ts'
import { liveWorkers, takesFrom } from '../operations/workers.ts'
import { workerName, workerState } from '../operations/workerProcess.ts'
import type { SharedTaskName } from './sharedTaskNames.ts'

/** Helpers begin with the first while the others are written. */
const OFFERED_TOGETHER = 4

/** A part that is offered. */
export interface OfferedTask {
  readonly ticket: number
  readonly name: SharedTaskName
  readonly input: unknown
}

/** What a worker says of a part that it has done. */
export interface TaskAnswer {
  readonly value: unknown
  /** The folder with the files that it wrote; null: none. */
  readonly outputs: string | null
}

function isElsewhere({ name }: WorkerRow): boolean {
  return workerState(name) === 'unknown'
}

function handsOf(workers: readonly WorkerRow[]): number {
  return workers.reduce((hands, { concurrency, threads }) => hands + concurrency * threads, 0)
}

/** What one process shares of an operation that it holds, and what becomes of it. */
export class TaskBoard {
  readonly #halley: Pick<Halley, 'store' | 'now'>
  readonly #claim: Claim
  readonly #files: TaskFiles
  #hasBegun = false

  constructor(halley: Pick<Halley, 'store' | 'now'>, claim: Claim) {
    this.#halley = halley
    this.#claim = claim
    this.#files = new TaskFiles(halley.store, claim)
  }

  /**
   * How many parts other workers would do at once that are there, at nothing, and help.
   *
   * @param localThreads how many parts are done here at once: a worker beside a process that has all cores is no help
   */
  async idleHands(localThreads: number): Promise<number> {
    const { store, now } = this.#halley
    const live = liveWorkers(await knownWorkers(store.catalogue), now()).filter((worker) => takesFrom(worker, 'help'))
    if (live.length === 0) return 0
    const busy = new Set((await unfinishedOperations(store.catalogue)).map(({ worker }) => worker))
    const idle = live.filter(({ name }) => name !== workerName() && !busy.has(name))
    const [elsewhere, here] = [idle.filter(isElsewhere), idle.filter((worker) => !isElsewhere(worker))]
    return handsOf(elsewhere) + Math.min(handsOf(here), Math.max(0, availableParallelism() - localThreads))
  }

  async offer(tasks: readonly OfferedTask[]): Promise<void> {
    if (!this.#hasBegun) this.#files.begin()
    this.#hasBegun = true
    for (let first = 0; first < tasks.length; first += OFFERED_TOGETHER) {
      const some = tasks.slice(first, first + OFFERED_TOGETHER)
      await Promise.all(some.map(({ ticket, input }) => this.#files.writeInput(ticket, input)))
      await offerTasks(this.#halley.store.catalogue, this.#claim, some)
    }
  }

  rows(): Promise<readonly SharedTaskRow[]> {
    return sharedTasksOf(this.#halley.store.catalogue, this.#claim)
  }

  /** Whether the worker that has taken a part is there no more, as far as can be told. */
  isLost({ worker, leaseUntil }: SharedTaskRow): boolean {
    const state = worker === null ? 'unknown' : workerState(worker)
    return state === 'gone' || (state !== 'alive' && leaseUntil !== null && leaseUntil < this.#halley.now().toISOString())
  }

  takeBack(row: SharedTaskRow): Promise<boolean> {
    return takeBackTask(this.#halley.store.catalogue, row)
  }

  /** What came of a part that was done; its files are put into `folder`. */
  async answer({ answer }: SharedTaskRow, folder: string | null): Promise<unknown> {
    const { value, outputs } = (await this.#files.readAnswer(answer ?? '')) as TaskAnswer
    if (outputs !== null && folder !== null) await this.#files.takeOutputs(outputs, folder)
    return value
  }

  /** Takes everything back, also what a process left that died at an earlier attempt. */
  async forget(): Promise<void> {
    if (this.#hasBegun || this.#claim.attempt > 1) await forgetTasks(this.#halley.store.catalogue, this.#claim)
  }
}
