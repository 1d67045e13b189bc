import type { Fault, Result } from '../../fault/fault.ts'
import { failure, settle, settleResult } from '../../fault/fault.ts'
import type { Heartbeat } from '../../store/catalogue/operations.ts'
import { beginAttempt, discardAttempt } from '../../store/publishing/attempt.ts'
import { sweepLeftovers } from '../../store/publishing/sweepLeftovers.ts'
import { healViews } from '../../store/views/healViews.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import type { KeptPools } from '../workers/keptPools.ts'
import { WorkerPool } from '../workers/pool.ts'
import { SharedPool } from '../workers/sharedPool.ts'
import { TaskBoard } from '../workers/taskBoard.ts'
import { ClaimKeeper } from './claimKeeper.ts'
import { claimLoss } from './claimLoss.ts'
import type { Claimed } from './endWork.ts'
import { endWork, handBackWork } from './endWork.ts'
import { reachOf } from '../inputs/openRoots.ts'
import { operationSettings } from './operationSettings.ts'
import { bugFault, handedBack, interrupted } from './stopFaults.ts'
import type { Workbench } from './workbench.ts'
import { writeInTheEnd } from './writeInTheEnd.ts'

/** What it means that the signal of the work is given. */
export type Stop = 'cancel' | 'handBack'

export interface Task<T> {
  readonly operation: Claimed
  readonly threads: number
  /** Lends the threads; default: new ones. */
  readonly pools?: KeptPools | undefined
  readonly signal: AbortSignal
  readonly onSignal: Stop
  /** What the catalogue keeps of what came of it; default: nothing. */
  readonly outcomeOf?: ((value: T) => unknown) | undefined
}

/** Runs the work until a signal closes its pool; what comes of it then is told as the stop. */
async function stoppable<T>(bench: Workbench, work: (bench: Workbench) => Promise<Result<T>>): Promise<Result<T>> {
  const { pool, stopFault, stop } = bench
  const closePool = () => void pool.close()
  stop.addEventListener('abort', closePool)
  try {
    const before = stopFault()
    const outcome = before ? failure(before) : await work(bench)
    return outcome.ok ? outcome : failure(stopFault() ?? outcome.fault)
  } catch (error) {
    const fault = stopFault()
    if (fault) return failure(fault)
    throw error
  } finally {
    stop.removeEventListener('abort', closePool)
    await pool.close()
  }
}

async function atBench<T>(
  halley: Halley,
  { operation, threads, pools, signal, onSignal }: Task<T>,
  keeper: ClaimKeeper,
  work: (bench: Workbench) => Promise<Result<T>>,
): Promise<Result<T>> {
  const attempt = await beginAttempt(halley.store, operation)
  if (!attempt.ok) return attempt
  const onStop = onSignal === 'cancel' ? interrupted : handedBack
  const local = pools?.lend(threads, halley.door) ?? new WorkerPool(threads, reachOf(halley.door))
  return stoppable(
    {
      attempt: attempt.value,
      pool: new SharedPool(local, new TaskBoard(halley, operation)),
      stop: AbortSignal.any([signal, keeper.lost]),
      stopFault: () => keeper.lostFault ?? (signal.aborted ? onStop : null),
      report: (event) => keeper.report(event),
      useLog: (path) => keeper.useLog(path),
    },
    work,
  )
}

/** What is said of a database that went away in the middle, which says nothing of the work. */
const away: readonly string[] = ['catalogue.unreachable', 'catalogue.outcomeUnknown']

/** How often an operation is taken up again because its database went away. */
const mostAttempts = 10

/** Whether any worker may do it again. */
function isToBeDoneAgain<T>({ operation, onSignal }: Task<T>, fault: Fault): boolean {
  return fault === handedBack || (onSignal === 'handBack' && away.includes(fault.code) && operation.attempt < mostAttempts)
}

/** Ends the operation as its work ended; one that is to be done again waits for that. @returns what is to be told of it */
async function end<T>(halley: Halley, task: Task<T>, result: Result<T>, progress?: Heartbeat): Promise<Result<T>> {
  const { operation, outcomeOf } = task
  const { store, user } = halley
  const at = halley.now()
  if (!result.ok && isToBeDoneAgain(task, result.fault)) {
    const isBack = await writeInTheEnd(() => handBackWork(store.catalogue, operation, at, false))
    await discardAttempt(store, operation)
    return isBack ? result : failure((await claimLoss(store.catalogue, operation)) ?? result.fault)
  }
  const fault = result.ok ? null : result.fault
  const outcome = result.ok ? outcomeOf?.(result.value) : null
  const workEnd = { fault, at, actor: actorOf(user), outcome, ...(progress && { progress }) }
  const hasEnded = await writeInTheEnd(() => endWork(store.catalogue, operation, workEnd))
  if (hasEnded || result.ok) return result
  // Work that another took over fails in many ways, none of which is the reason.
  return failure((await claimLoss(store.catalogue, operation)) ?? result.fault)
}

/**
 * Works on an operation that this process has claimed: the claim is kept, the work has a folder and threads of its own,
 * and its end is written down whatever happens.
 *
 * @returns what the work returns; after the signal `interrupted` or, for a worker, `interrupted.handedBack`;
 * `interrupted.cancelled` or `run.superseded` where the claim was lost; faults of a catalogue that could not be told how
 * it ended
 */
export async function workOn<T>(halley: Halley, task: Task<T>, work: (bench: Workbench) => Promise<Result<T>>): Promise<Result<T>> {
  const told = await settle(() => keepAndWork(halley, task, work))
  return told.ok ? told.value : told
}

async function keepAndWork<T>(halley: Halley, task: Task<T>, work: (bench: Workbench) => Promise<Result<T>>): Promise<Result<T>> {
  const settings = await settle(() => operationSettings(halley.store.catalogue))
  if (!settings.ok) return end(halley, task, settings)
  const keeper = new ClaimKeeper(halley, task.operation, settings.value.leaseMs)
  const bugs: unknown[] = []
  try {
    const result = await settleResult(() => atBench(halley, task, keeper, work)).catch((error: unknown) => {
      bugs.push(error)
      return failure(bugFault(error))
    })
    const told = await end(halley, task, result, await keeper.close())
    if (bugs.length > 0) throw bugs[0]
    return told
  } finally {
    await sweepLeftovers(halley.store)
    await healViews(halley.store)
  }
}
