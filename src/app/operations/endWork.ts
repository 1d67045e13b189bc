import type { Fault } from '../../fault/fault.ts'
import { Refusal } from '../../fault/fault.ts'
import type { Command } from '../../lifecycle/commands.ts'
import type { Actor } from '../../lifecycle/rights.ts'
import type { Run, State } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { Heartbeat } from '../../store/catalogue/operations.ts'
import { endOperation, handBackOperation, keepOutcome, usesSomething } from '../../store/catalogue/operations.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { decideAndSave } from '../../store/state/performCommand.ts'
import { tellOfEnd } from './tellOfEnd.ts'
import { isProcessing } from './obstacle.ts'

/** An operation as the process that claimed it holds it. */
export type Claimed = Pick<OperationRow, 'id' | 'attempt' | 'runId' | 'kind'>

export interface WorkEnd {
  /** Why it ended; null where it did what it was to do. */
  readonly fault: Fault | null
  readonly at: Date
  /** Who stopped it, where it was interrupted. */
  readonly actor: Actor
  /** What came of it, where it did what it was to do. */
  readonly outcome?: unknown
  /** How far it came, where that is known. */
  readonly progress?: Omit<Heartbeat, 'leaseUntil'>
}

function stateOf(fault: Fault | null): 'completed' | 'failed' | 'cancelled' {
  if (!fault) return 'completed'
  return fault.code === 'interrupted' ? 'cancelled' : 'failed'
}

/** The result that a run shows: what an operation ends with that published nothing new. */
function shownResult(run: Run): { readonly id: string; readonly imageIds: readonly string[] } | null {
  const head = run.state.place === 'purged' ? null : run.state.head
  const version = versionOf(run, head)
  return version ? { id: version.resultId, imageIds: [] } : null
}

/** @returns false where the rules refuse, as they do for a run that was published, cancelled or taken over */
async function tryCommand(transaction: Catalogue, itemId: string, at: Date, command: (state: State) => Command): Promise<boolean> {
  try {
    await decideAndSave(transaction, { slice: { itemIds: [itemId] }, command, nowMs: at.getTime() })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Ends the work of the run as a fault that its operation met. */
async function endWorkOfRun(transaction: Catalogue, claim: Claimed, itemId: string, { fault, at, actor }: WorkEnd): Promise<void> {
  const byWorker = { actor: { kind: 'worker' }, itemId, operationId: claim.id, attempt: claim.attempt } as const
  const isCancelled =
    fault?.code === 'interrupted' && (await tryCommand(transaction, itemId, at, () => ({ name: 'cancel', actor, itemId })))
  if (isCancelled) return
  // Who started it may have lost the right to it since: then it has failed.
  await tryCommand(transaction, itemId, at, (state) =>
    fault ? { name: 'fail', ...byWorker } : { name: 'complete', ...byWorker, result: shownResult(knownRun(state, itemId)) },
  )
}

/** Lets go of what an operation said it reads. */
export async function endUseOf(transaction: Catalogue, operationId: string, at: Date): Promise<void> {
  if (!(await usesSomething(transaction, operationId))) return
  const command = { name: 'endUse', actor: { kind: 'worker' }, operationId } as const
  await decideAndSave(transaction, { slice: { useIds: [operationId] }, command, nowMs: at.getTime() })
}

/** {@link endWork} inside a transaction. */
export async function endWorkIn(transaction: Catalogue, claim: Claimed, end: WorkEnd): Promise<boolean> {
  const { fault, at, outcome, progress } = end
  const story = { ...progress, outcome: JSON.stringify(outcome ?? null) }
  const error = fault && JSON.stringify(fault)
  const hasEnded = await endOperation(transaction, claim, { ...story, state: stateOf(fault), error, endedAt: at.toISOString() })
  // A publication ends its operation itself, before all that came of it is known.
  const isPublished = !hasEnded && !fault && (await keepOutcome(transaction, claim, story))
  if (hasEnded || isPublished) await tellOfEnd(transaction, claim.id, fault, at)
  if (!hasEnded) return false
  if (claim.runId !== null) await endWorkOfRun(transaction, claim, claim.runId, end)
  await endUseOf(transaction, claim.id, at)
  return true
}

/**
 * Ends a claimed operation, and with it the work of its run, in one step. Does nothing where the claim is lost or was
 * ended.
 */
export function endWork(catalogue: Catalogue, claim: Claimed, end: WorkEnd): Promise<boolean> {
  return changeTogether(catalogue, (transaction) => endWorkIn(transaction, claim, end))
}

/**
 * Puts a claimed operation back in the queue, for any worker to take, and its run with it.
 *
 * @param isLost whether its worker died, rather than that it stops
 */
export function handBackWork(catalogue: Catalogue, claim: Claimed, at: Date, isLost: boolean): Promise<boolean> {
  return changeTogether(catalogue, async (transaction) => {
    const isBack = await handBackOperation(transaction, claim, isLost)
    if (!isBack) return false
    await endUseOf(transaction, claim.id, at)
    const { id: operationId, attempt, runId: itemId } = claim
    if (itemId === null || !isProcessing(claim)) return true
    const command = { name: 'handBack', actor: { kind: 'worker' }, itemId, operationId, attempt } as const
    await decideAndSave(transaction, { slice: { itemIds: [itemId] }, command, nowMs: at.getTime() })
    return true
  })
}
