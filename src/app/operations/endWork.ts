import type { Fault } from '../../fault/fault.ts'
import { Refusal } from '../../fault/fault.ts'
import type { Command } from '../../lifecycle/commands.ts'
import type { Actor } from '../../lifecycle/rights.ts'
import type { Run, State } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { Claim } from '../../store/catalogue/operations.ts'
import { endOperation } from '../../store/catalogue/operations.ts'
import { decideAndSave } from '../../store/state/performCommand.ts'

export interface WorkEnd {
  /** Why it ended; null where it did what it was to do. */
  readonly fault: Fault | null
  readonly at: Date
  /** Who stopped it, where it was interrupted. */
  readonly actor: Actor
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

/** Ends the work of the run as a fault that its operation met; one that was published, cancelled or taken over is left. */
async function endWorkOfRun(transaction: Catalogue, claim: Claim, itemId: string, { fault, at, actor }: WorkEnd): Promise<void> {
  const { id: operationId, attempt } = claim
  const byWorker = { actor: { kind: 'worker' }, itemId, operationId, attempt } as const
  const command = (state: State): Command => {
    if (fault?.code === 'interrupted') return { name: 'cancel', actor, itemId }
    return fault ? { name: 'fail', ...byWorker } : { name: 'complete', ...byWorker, result: shownResult(knownRun(state, itemId)) }
  }
  try {
    await decideAndSave(transaction, { slice: { itemIds: [itemId] }, command, nowMs: at.getTime() })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

/**
 * Ends a claimed operation, and with it the work of its run, in one step. Does nothing where the claim is lost or was
 * ended.
 *
 * @param runId the run that the operation holds; null for work on none
 */
export async function endWork(catalogue: Catalogue, claim: Claim, runId: string | null, end: WorkEnd): Promise<void> {
  const { fault, at } = end
  const written = { state: stateOf(fault), error: fault && JSON.stringify(fault), endedAt: at.toISOString() }
  await catalogue.transaction().execute(async (transaction) => {
    const hasEnded = await endOperation(transaction, claim, written)
    if (hasEnded && runId !== null) await endWorkOfRun(transaction, claim, runId, end)
  })
}
