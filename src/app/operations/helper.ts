import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { settle } from '../../fault/fault.ts'
import { unfinishedOperations } from '../../store/catalogue/operations.ts'
import { answerTask, keepTasks, takeBackTask, takeTask, type TakenTask } from '../../store/catalogue/sharedTasks.ts'
import { TaskFiles } from '../../store/publishing/taskFiles.ts'
import { removeScratch } from '../../store/scratch.ts'
import type { Door } from '../door.ts'
import type { Halley } from '../halley.ts'
import type { KeptPools } from '../workers/keptPools.ts'
import type { TaskAnswer } from '../workers/taskBoard.ts'
import { isShared, type SharedTaskName } from '../workers/sharedTaskNames.ts'
import type { TaskPool } from '../workers/taskPool.ts'
import type { TaskInput } from '../workers/tasks.ts'
import { doorOf } from './askedThrough.ts'
import { leaseUntil } from './leaseUntil.ts'
import { isProcessing } from './obstacle.ts'
import { operationSettings } from './operationSettings.ts'
import { workerName } from './workerProcess.ts'

/** How soon it is looked for parts after the last, and how often after many looks in vain: less often where nobody processes. */
const FIRST_LOOK_MS = 10
const LATER_LOOK_MS = 50
const HOPELESS_LOOK_MS = 250

/** While parts are shorter, the next is taken before a thread is free for it; of long ones it would keep others from it. */
const SHORT_MS = 2000

/** How long files are kept that were inflated: the next stage of a processing comes soon. */
const KEPT_MS = 10_000

/** One stretch of looking for parts and doing them. */
interface Stretch {
  readonly leaseMs: number
  /** How long it goes on without a part, ms. */
  readonly forMs: number
  /** Whether others are at something that has parts. */
  readonly isPromising: boolean
  /** Ends when the hand before has found a part, or nothing: one looks for all. */
  turn: Promise<unknown>
  lookMs: number
  lastMs: number
  /** How long the last part took. */
  partMs: number
  atWork: number
  done: number
  isEnded: boolean
}

interface HelperMeans {
  /** Parts that are done at once. */
  readonly threads: number
  readonly pools: KeptPools
  readonly signal: AbortSignal
}

/** Does parts of operations that other workers are at and offer. What this process dies at is done by whoever offered it. */
export class Helper {
  readonly #halley: Halley
  readonly #threads: number
  readonly #signal: AbortSignal
  readonly #pools: KeptPools
  /** Those of this stretch, by the door of the operation. */
  readonly #lent = new Map<Door, TaskPool>()
  #lastMs = 0
  #hasScratch = false

  constructor(halley: Halley, { threads, pools, signal }: HelperMeans) {
    this.#halley = { ...halley, scratch: join(halley.scratch, 'help') }
    this.#threads = threads
    this.#pools = pools
    this.#signal = signal
  }

  /**
   * Does what is offered, until nothing was for some time, and at least once. Threads are kept for the next time.
   *
   * @param isWanted is asked now and then whether there is something better to do
   * @returns how many parts were done
   */
  async lookOut(forMs: number, isWanted: () => Promise<boolean>): Promise<number> {
    const { catalogue } = this.#halley.store
    const { leaseMs } = await operationSettings(catalogue)
    const isPromising = forMs > 0 && (await this.#areOthersProcessing())
    const stretch: Stretch = {
      leaseMs,
      forMs,
      isPromising,
      turn: Promise.resolve(),
      lookMs: FIRST_LOOK_MS,
      lastMs: performance.now(),
      partMs: Infinity,
      atWork: 0,
      done: 0,
      isEnded: false,
    }
    const keep = () => void keepTasks(catalogue, workerName(), leaseUntil(this.#halley.now(), leaseMs)).catch(() => {})
    const ask = () => void isWanted().then((wanted) => (stretch.isEnded ||= wanted)).catch(() => {}) // prettier-ignore
    const timers = [setInterval(keep, leaseMs / 6), setInterval(ask, Math.max(forMs, HOPELESS_LOOK_MS))]
    const stop = () => void this.#giveBack()
    this.#signal.addEventListener('abort', stop)
    try {
      await Promise.all(Array.from({ length: this.#threads + 1 }, () => this.#work(stretch)))
    } finally {
      for (const timer of timers) clearInterval(timer)
      this.#signal.removeEventListener('abort', stop)
      await this.#giveBack()
    }
    if (stretch.done > 0) this.#lastMs = performance.now()
    else if (this.#hasScratch && performance.now() - this.#lastMs > KEPT_MS) {
      this.#hasScratch = false
      await removeScratch(this.#halley.scratch)
    }
    return stretch.done
  }

  async #giveBack(): Promise<void> {
    const pools = [...this.#lent.values()]
    this.#lent.clear()
    await Promise.all(pools.map((pool) => pool.close()))
  }

  async #areOthersProcessing(): Promise<boolean> {
    const unfinished = await settle(() => unfinishedOperations(this.#halley.store.catalogue))
    return unfinished.ok && unfinished.value.some((operation) => operation.state === 'running' && isProcessing(operation))
  }

  /** One hand: does part after part. */
  async #work(stretch: Stretch): Promise<void> {
    for (let task = await this.#next(stretch); task; task = await this.#next(stretch)) {
      const started = performance.now()
      stretch.atWork++
      if (await this.#doPart(task)) stretch.done++
      stretch.atWork--
      stretch.lastMs = performance.now()
      stretch.partMs = stretch.lastMs - started
      stretch.lookMs = FIRST_LOOK_MS
    }
  }

  #next(stretch: Stretch): Promise<TakenTask | null> {
    const found = stretch.turn.then(() => this.#look(stretch))
    stretch.turn = found
    return found
  }

  async #look(stretch: Stretch): Promise<TakenTask | null> {
    while (!stretch.isEnded && !this.#signal.aborted) {
      const hasRoom = stretch.atWork < this.#threads || stretch.partMs < SHORT_MS
      const task = hasRoom ? await this.#take(stretch) : null
      if (task) return task
      const leftMs = stretch.lastMs + stretch.forMs - performance.now()
      if (leftMs <= 0 && stretch.atWork === 0) break
      const lookMs = stretch.atWork === 0 ? Math.min(stretch.lookMs, leftMs) : stretch.lookMs
      await sleep(lookMs, undefined, { signal: this.#signal }).catch(() => {})
      const hasHope = stretch.isPromising || stretch.done > 0
      stretch.lookMs = Math.min(1.5 * stretch.lookMs, hasHope ? LATER_LOOK_MS : HOPELESS_LOOK_MS)
    }
    stretch.isEnded = true
    return null
  }

  async #take({ leaseMs }: Stretch): Promise<TakenTask | null> {
    const lease = { worker: workerName(), leaseUntil: leaseUntil(this.#halley.now(), leaseMs) }
    const task = await settle(() => takeTask(this.#halley.store.catalogue, lease))
    return task.ok ? (task.value ?? null) : null
  }

  /** Does a part, or gives it back at once to who offered it, who finds out what is wrong with it. */
  async #doPart(task: TakenTask): Promise<boolean> {
    const isDone = await this.#tryPart(task)
    const { catalogue } = this.#halley.store
    if (!isDone) await settle(() => takeBackTask(catalogue, { ...task, state: 'taken', worker: workerName() }))
    return isDone
  }

  /** @returns false where anything went wrong, or it was taken back meanwhile */
  async #tryPart(task: TakenTask): Promise<boolean> {
    const { store } = this.#halley
    const files = new TaskFiles(store, { id: task.operationId, attempt: task.attempt })
    try {
      const answer = await this.#perform(task, files)
      return answer !== null && (await answerTask(store.catalogue, task, workerName(), await files.writeAnswer(task.ticket, answer)))
    } catch {
      return false
    }
  }

  /** Does a part. @returns null where it was refused here, or is of another Halley */
  async #perform(task: TakenTask, files: TaskFiles): Promise<TaskAnswer | null> {
    const given = await files.readInput(task.ticket)
    if (!isShared(task.name) || typeof given !== 'object' || given === null) return null
    const outputs = 'outputPath' in given ? files.makeOutputs(task.ticket) : null
    const input = this.#inputHere(given, outputs && files.pathOf(outputs)) as TaskInput<SharedTaskName>
    if (this.#signal.aborted) return null
    const done = await this.#poolFor(task).run(task.name, input)
    return done.ok ? { value: done.value, outputs } : null
  }

  #poolFor(task: TakenTask): TaskPool {
    const door = doorOf(task)
    const pool = this.#lent.get(door) ?? this.#pools.lend(this.#threads, door)
    this.#lent.set(door, pool)
    this.#hasScratch = true
    return pool
  }

  /** The input as this host takes it: with scratch files and outputs in folders of its own. */
  #inputHere(input: object, folder: string | null): object {
    return {
      ...input,
      ...('scratch' in input ? { scratch: this.#halley.scratch } : {}),
      ...('outputPath' in input && folder !== null ? { outputPath: join(folder, basename(String(input.outputPath))) } : {}),
    }
  }
}
