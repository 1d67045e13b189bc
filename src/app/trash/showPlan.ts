import { Refusal, settle, type Result } from '../../fault/fault.ts'
import { planSeenBy, type PlanView } from '../../lifecycle/plans/planSeenBy.ts'
import { offeredCompanions } from '../../lifecycle/plans/planTrash.ts'
import { purgeDueMs, retentionDays } from '../../lifecycle/retention.ts'
import { may } from '../../lifecycle/rights.ts'
import type { State } from '../../lifecycle/state.ts'
import { knownItem } from '../../lifecycle/whereabouts.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { drawPlan, sliceOfAct, type PlannedAct } from '../../store/purge/drawPlan.ts'
import { planHash } from '../../store/purge/planHash.ts'
import { loadState } from '../../store/state/loadState.ts'
import { actorOf } from '../actor.ts'
import type { ShownPlan } from '../contract/plan.ts'
import type { Halley } from '../halley.ts'
import { withUserNames } from '../items/userWords.ts'
import { actRefusal, targetsOf } from './actRefusal.ts'

function dueOf(state: State, act: PlannedAct, nowMs: number): string | null {
  if (act.act === 'purge' || act.act === 'empty' || act.act === 'release') return null
  const homes = targetsOf(state, act).map((id) => {
    const item = knownItem(state, id)
    return knownItem(state, item.kind === 'project' ? item.id : item.projectId)
  })
  const dues = homes.flatMap((home) => (home.kind === 'project' ? (purgeDueMs(nowMs, retentionDays(state, home)) ?? []) : []))
  return dues.length > 0 ? new Date(Math.min(...dues)).toISOString() : null
}

/** Words of holds name users by their ids. */
async function readable(halley: Halley, plan: PlanView): Promise<PlanView> {
  const skipped = plan.skipped.map(async (entry) => ({ ...entry, because: await withUserNames(halley, entry.because) }))
  const versions = plan.stays.versions.map(async (version) => ({ ...version, reasons: await withUserNames(halley, version.reasons) }))
  return { ...plan, skipped: await Promise.all(skipped), stays: { ...plan.stays, versions: await Promise.all(versions) } }
}

async function namesIn(halley: Halley, state: State, plan: PlanView): Promise<ShownPlan['names']> {
  const actor = actorOf(halley.user)
  const runs = [...state.items.values()].filter((item) => item.kind === 'run' && may(state, actor, 'read', item) === 'allowed')
  const holders = plan.stays.images.flatMap(({ because }) => because.seen)
  const ingesters = holders.flatMap((holder) => (holder.kind === 'ingest' ? [holder.userId] : []))
  const userIds = [...ingesters, ...plan.goes.items.seen.map(({ ownerId }) => ownerId)]
  return Object.fromEntries([...runs.map(({ id, name }) => [id, name] as const), ...(await userNames(halley.store.catalogue, userIds))])
}

/** A plan that was drawn on a state, as the user is shown it. */
export async function asShown(
  halley: Halley,
  state: State,
  act: PlannedAct,
  drawn: { readonly plan: PlanView; readonly hash: string },
): Promise<ShownPlan> {
  const actor = actorOf(halley.user)
  return {
    hash: drawn.hash,
    plan: await readable(halley, drawn.plan),
    names: await namesIn(halley, state, drawn.plan),
    purgeDueUtc: dueOf(state, act, halley.now().getTime()),
    companions: act.act === 'trash' ? offeredCompanions(state, actor, act.itemIds) : [],
  }
}

/**
 * The plan of an act, drawn on the catalogue as it is now; nothing is changed.
 *
 * @returns the refusals for a user who may not do the act
 */
export async function showPlan(halley: Halley, act: PlannedAct): Promise<Result<ShownPlan>> {
  const { store, user } = halley
  const drawn = await settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      const state = await loadState(transaction, await sliceOfAct(transaction, act))
      const no = actRefusal(halley, state, act)
      if (no) throw new Refusal(no)
      const { plan } = await drawPlan(store, transaction, state, act)
      return { state, plan: planSeenBy(state, actorOf(user), plan), hash: planHash(plan) }
    }),
  )
  return drawn.ok ? { ok: true, value: await asShown(halley, drawn.value.state, act, drawn.value) } : drawn
}
