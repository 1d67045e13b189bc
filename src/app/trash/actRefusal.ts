import { administratorRefusal, rightRefusal } from '../../lifecycle/decide/ground.ts'
import type { Refusal } from '../../lifecycle/refusal.ts'
import type { Operation } from '../../lifecycle/rights.ts'
import type { State } from '../../lifecycle/state.ts'
import { knownItem, rootItem } from '../../lifecycle/whereabouts.ts'
import type { PlannedAct } from '../../store/purge/drawPlan.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/** The items that a user has to be allowed to do the act to. */
export function targetsOf(state: State, act: PlannedAct): readonly string[] {
  if (act.act === 'trash') return [...act.itemIds, ...act.companionIds]
  if (act.act === 'clear') return act.runIds
  if (act.act === 'pruneVersions') return [act.runId]
  if (act.act === 'empty' || act.act === 'release') return []
  return act.entryIds.flatMap((id) => {
    const entry = state.entries.get(id)
    return entry ? [rootItem(state, entry).id] : []
  })
}

/** Why a user may not see the plan of an act, nor do it; null when they may. Asked before anything is said of what is there. */
export function actRefusal({ user }: Halley, state: State, act: PlannedAct): Refusal | null {
  const actor = actorOf(user)
  if (act.act === 'empty') return act.ownerId === user.id ? null : administratorRefusal(actor, 'Empty the Trash of another')
  if (act.act === 'release') return act.userId === user.id ? null : administratorRefusal(actor, 'Release the images of another')
  const operation: Operation = act.act === 'purge' ? 'purge' : 'trash'
  for (const id of targetsOf(state, act)) {
    const no = rightRefusal(state, actor, { operation }, knownItem(state, id))
    if (no) return no
  }
  return null
}
