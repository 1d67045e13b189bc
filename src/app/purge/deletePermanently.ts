import { refuse, Refusal, settle, success, type Result } from '../../fault/fault.ts'
import { planSeenBy } from '../../lifecycle/plans/planSeenBy.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { drawPlan, sliceOfAct, type PlannedAct } from '../../store/purge/drawPlan.ts'
import { planHash } from '../../store/purge/planHash.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { Decided } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { healChanged } from '../items/healChanged.ts'
import { named } from '../items/userWords.ts'
import { actRefusal } from '../trash/actRefusal.ts'
import { clearIn } from '../trash/clearRuns.ts'
import { moveIn } from '../trash/moveToTrash.ts'
import { beginIn, type Begun } from './beginTrashPurge.ts'

export interface FinalOrder {
  readonly act: Extract<PlannedAct, { readonly act: 'trash' | 'clear' }>
  /** Of the plan that was shown for the act. */
  readonly confirmedHash: string
  /** Cancel the work of busy runs first. */
  readonly cancel: boolean
  readonly reason: string
  readonly detach: boolean
}

/** What a user confirmed is drawn again: in this transaction the world cannot change any more. */
async function refuseChanged(transaction: Catalogue, halley: Halley, { act, confirmedHash }: FinalOrder): Promise<void> {
  const { store, user } = halley
  const state = await loadState(transaction, await sliceOfAct(transaction, act))
  const no = actRefusal(halley, state, act)
  if (no) throw new Refusal(no)
  const { plan } = await drawPlan(store, transaction, state, act)
  const hash = planHash(plan)
  if (hash === confirmedHash) return
  refuse('plan.changed', 'Delete permanently: expected what was shown to be unchanged, found that something has changed since.', {
    hint: 'Look at the new plan and confirm that.',
    data: { confirmedHash, planHash: hash, plan: planSeenBy(state, actorOf(user), plan) },
  })
}

async function putAway(transaction: Catalogue, halley: Halley, { act, cancel, reason }: FinalOrder) {
  if (act.act === 'clear') {
    const { decided, cleared } = await clearIn(transaction, halley, { ...act, reason })
    return { decided, entryIds: cleared.flatMap(({ entryId }) => entryId ?? []) }
  }
  const { decided, entries } = await moveIn(transaction, halley, { ...act, cancel, reason })
  return { decided, entryIds: entries.map(({ entryId }) => entryId) }
}

async function begin(
  transaction: Catalogue,
  halley: Halley,
  order: FinalOrder,
): Promise<{ readonly decided: readonly Decided[]; readonly begun: Begun | null }> {
  await refuseChanged(transaction, halley, order)
  const { decided, entryIds } = await putAway(transaction, halley, order)
  const { reason, detach } = order
  if (entryIds.length === 0) return { decided, begun: null }
  const act = { act: 'purge', entryIds } as const
  return { decided, begun: await beginIn(transaction, halley, { act, confirmedHash: null, reason, detach }) }
}

/**
 * Moves items, or all versions of runs, to Trash and begins their purge, in one transaction: either what was confirmed
 * goes for ever, or nothing has happened.
 *
 * @returns null where there is nothing to remove; `plan.changed` with the new hash and plan, `trash.held`, and the other
 * refusals of the rules
 */
export async function deletePermanently(halley: Halley, order: FinalOrder): Promise<Result<Begun | null>> {
  const { store } = halley
  const done = await settle(() => changeTogether(store.catalogue, (transaction) => begin(transaction, halley, order)))
  if (!done.ok) return named(halley, done)
  await healChanged(store, done.value.decided)
  return success(done.value.begun)
}
