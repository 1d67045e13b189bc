import { success, type Result } from '../../fault/fault.ts'
import { rightRefusal } from '../../lifecycle/decide/ground.ts'
import { leavableItem } from '../../lifecycle/decide/decidePeople.ts'
import { keepersOf } from '../../lifecycle/keepers.ts'
import { selectionRoots } from '../../lifecycle/plans/planTrash.ts'
import { actsAsAdministrator, may } from '../../lifecycle/rights.ts'
import type { Item, State } from '../../lifecycle/state.ts'
import { busyRuns, knownItem, statusWord, title, whereabouts } from '../../lifecycle/whereabouts.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { loadState } from '../../store/state/loadState.ts'
import { actorOf } from '../actor.ts'
import type { TrashPreview } from '../contract/plan.ts'
import type { Halley } from '../halley.ts'
import { withUserNames } from '../items/userWords.ts'
import { showPlan } from './showPlan.ts'

type Refused = TrashPreview['refused'][number]

interface Looking {
  readonly halley: Halley
  readonly state: State
  readonly users: ReadonlyMap<string, string>
}

/** What becomes of one of a selection. */
type Fate =
  | { readonly fate: 'goes'; readonly item: Item }
  | { readonly fate: 'leaves'; readonly item: Item; readonly leave: Item }
  | { readonly fate: 'stays'; readonly refused: Refused }

function unseen(id: string): Fate {
  const message = 'Expected something that you may see, found nothing.'
  return {
    fate: 'stays',
    refused: { id, kind: null, name: null, message, hint: 'It may have been deleted, or is no longer shared with you.' },
  }
}

function stays({ id, kind, name }: Item, message: string, hint: string): Fate {
  return { fate: 'stays', refused: { id, kind, name, message, hint } }
}

function fateOf({ halley, state }: Looking, id: string): Fate {
  const actor = actorOf(halley.user)
  const item = state.items.get(id)
  if (!item || may(state, actor, 'read', item) !== 'allowed') return unseen(id)
  if (whereabouts(state, item) !== 'live') return stays(item, `${title(item)} is ${statusWord(state, item)}.`, 'Nothing needs to be done.')
  const denied = rightRefusal(state, actor, { operation: 'trash', label: 'Move to Trash' }, item)
  if (!denied && item.kind === 'project' && item.use !== 'ordinary') {
    const message = `${title(item)} is the ${item.use} project, which is always there.`
    return stays(item, message, 'Select what is in it instead.')
  }
  if (!denied) return { fate: 'goes', item }
  const leave = leavableItem(state, halley.user.id, item)
  if (leave && may(state, actor, 'leave', leave) === 'allowed') return { fate: 'leaves', item, leave }
  return stays(item, denied.message, 'It stays in your lists: everyone signed in may see it.')
}

async function goingOf({ halley, state, users }: Looking, item: Item): Promise<TrashPreview['going'][number]> {
  const { kind, id, name, ownerId } = item
  const keepers = keepersOf(state, { root: { kind: 'item', itemId: id }, sweptIds: [] })
  const keptBecause = await withUserNames(
    halley,
    keepers.map(({ words }) => words),
  )
  const busy = busyRuns(state, item).map((run) => run.name)
  return { kind, id, name, owner: users.get(ownerId) ?? ownerId, isMine: ownerId === halley.user.id, busy, keptBecause }
}

function leavingOf({ users }: Looking, { kind, id, name, ownerId }: Item, leave: Item): TrashPreview['leaving'][number] {
  const leavable = { id: leave.id, kind: leave.kind, name: leave.name, isItsProject: leave.id !== id }
  return { kind, id, name, owner: users.get(ownerId) ?? ownerId, leave: leavable }
}

/**
 * What would happen to each of a selection: what can go to Trash with its plan, what is another's and can be left, and
 * what neither. Nothing is changed.
 *
 * @param companionIds samples and analyses that are ticked to go along
 * @returns the refusals for companions that the user may not take along
 */
export async function previewTrash(
  halley: Halley,
  itemIds: readonly string[],
  companionIds: readonly string[],
): Promise<Result<TrashPreview>> {
  const { catalogue } = halley.store
  const state = await loadState(catalogue, { itemIds })
  const owners = itemIds.flatMap((id) => state.items.get(id)?.ownerId ?? [])
  const looking: Looking = { halley, state, users: await userNames(catalogue, owners) }
  const fates = [...new Set(itemIds)].map((id) => fateOf(looking, id))
  const movable = fates.flatMap((fate) => (fate.fate === 'goes' ? [fate.item.id] : []))
  const going = selectionRoots(state, movable).map((id) => knownItem(state, id))
  const plan = going.length > 0 ? await showPlan(halley, { act: 'trash', itemIds: going.map(({ id }) => id), companionIds }) : null
  if (plan && !plan.ok) return plan
  const actor = actorOf(halley.user)
  const ofOthers = going.filter((item) => actsAsAdministrator(state, actor, item))
  return success({
    shown: plan?.value ?? null,
    going: await Promise.all(going.map((item) => goingOf(looking, item))),
    leaving: fates.flatMap((fate) => (fate.fate === 'leaves' ? [leavingOf(looking, fate.item, fate.leave)] : [])),
    refused: fates.flatMap((fate) => (fate.fate === 'stays' ? [fate.refused] : [])),
    ownersTold: [...new Set(ofOthers.map(({ ownerId }) => looking.users.get(ownerId) ?? ownerId))],
    mayDelete: going.length > 0 && going.every((item) => may(state, actor, 'purge', item) === 'allowed'),
  })
}
