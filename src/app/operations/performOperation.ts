import { setTimeout as sleep } from 'node:timers/promises'
import type { Result } from '../../fault/fault.ts'
import { failure, Refusal, settle, settleResult, success } from '../../fault/fault.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { findOperation, keepWaiting } from '../../store/catalogue/operations.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import type { Halley } from '../halley.ts'
import { endAbandoned } from './abandonedOperations.ts'
import { cancelWork } from './cancelWork.ts'
import { claimOwn, claimOwnIn, type OwnTurn } from './claims.ts'
import { enqueue, type NewWork } from './enqueue.ts'
import { leaseUntil } from './leaseUntil.ts'
import type { Obstacle } from './obstacle.ts'
import { obstacleWords } from './obstacleWords.ts'
import { operationSettings } from './operationSettings.ts'
import { cancelled, interrupted } from './stopFaults.ts'
import type { Workbench } from './workbench.ts'
import { workOn } from './workOn.ts'
import { writeInTheEnd } from './writeInTheEnd.ts'
import { workerName } from './workerProcess.ts'

const WAIT_MS = 300

export interface OperationRequest<T> extends NewWork {
  readonly threads: number
  readonly signal: AbortSignal
  /** Called with the reason, each time it changes, while it has to wait. */
  readonly onWait?: ((reason: string) => void) | undefined
  /** What the catalogue keeps of what came of it; default: nothing. */
  readonly outcomeOf?: ((value: T) => unknown) | undefined
}

/** Adds an operation of this process and takes it at once, where nothing stands in its way. */
async function begin<T>(halley: Halley, request: OperationRequest<T>): Promise<Result<{ readonly id: string; readonly turn: OwnTurn }>> {
  const { catalogue } = halley.store
  const { leaseMs } = await operationSettings(catalogue)
  const performer = { isDetached: 0, worker: workerName(), leaseUntil: leaseUntil(halley.now(), leaseMs) }
  return settle(() =>
    changeTogether(catalogue, async (transaction) => {
      const id = await enqueue(transaction, halley, request, performer)
      return { id, turn: await claimOwnIn(transaction, halley, id) }
    }),
  )
}

/** Ends an operation that got no turn, where it has not ended: it would wait for as long as this process lives. */
async function giveUp(halley: Halley, id: string): Promise<void> {
  const cancel = async () => {
    const operation = await findOperation(halley.store.catalogue, id)
    if (operation?.state !== 'queued' && operation?.state !== 'running') return
    const cancelled = await cancelWork(halley, operation)
    if (!cancelled.ok) throw new Refusal(cancelled.fault)
  }
  await settle(() => writeInTheEnd(cancel))
}

/** Tells why it waits, and waits a little. */
async function pause<T>(
  halley: Halley,
  id: string,
  obstacle: Obstacle,
  { onWait, signal }: OperationRequest<T>,
  said: string,
): Promise<string> {
  const { catalogue } = halley.store
  const reason = await obstacleWords(catalogue, obstacle)
  if (reason !== said) onWait?.(reason)
  await sleep(WAIT_MS, undefined, { signal }).catch(() => {})
  const { leaseMs } = await operationSettings(catalogue)
  await keepWaiting(catalogue, id, leaseUntil(halley.now(), leaseMs))
  await endAbandoned(halley)
  return reason
}

/** Waits until the operation may start. */
async function awaitTurn<T>(halley: Halley, id: string, first: OwnTurn, request: OperationRequest<T>): Promise<Result<OperationRow>> {
  let said = ''
  for (let turn = first; ;) {
    if (turn.kind === 'claimed') return success(turn.operation)
    if (turn.kind === 'ended') return failure(cancelled)
    said = await pause(halley, id, turn.obstacle, request, said)
    if (request.signal.aborted) return failure(interrupted)
    const next = await claimOwn(halley, id)
    if (!next.ok) return next
    turn = next.value
  }
}

/**
 * Does a piece of work as an operation that the catalogue knows, in this process: claimed, with a lease that is kept, a
 * folder and threads of its own, and its end written down whatever happens. At a limit it waits, queued.
 *
 * @returns the refusals of the rules, such as `run.busy` where the run is at work already; `interrupted` after the
 * signal, `interrupted.cancelled` where somebody cancelled it, `run.superseded` where the claim was lost; else what the
 * work returns
 */
export async function performOperation<T>(
  halley: Halley,
  request: OperationRequest<T>,
  work: (bench: Workbench) => Promise<Result<T>>,
): Promise<Result<T>> {
  const begun = await begin(halley, request)
  if (!begun.ok) return begun
  const turn = await settleResult(() => awaitTurn(halley, begun.value.id, begun.value.turn, request))
  if (!turn.ok) {
    await giveUp(halley, begun.value.id)
    return turn
  }
  const { threads, signal, outcomeOf } = request
  return workOn(halley, { operation: turn.value, threads, signal, onSignal: 'cancel', outcomeOf }, work)
}
