import { may, mayRoles, rolesOf } from '../../lifecycle/rights.ts'
import type { Item, State } from '../../lifecycle/state.ts'
import { actorOf, type ActingUser } from '../actor.ts'
import type { Changed } from '../contract/live.ts'
import type { Change } from './change.ts'

/** More are not named. */
const mostItems = 200

function mayKnow(state: State, user: ActingUser, change: Change, item: Item): boolean {
  const actor = actorOf(user)
  if (change.userIds.includes(user.id) || may(state, actor, 'read', item) === 'allowed') return true
  if (!change.isLeaving) return false
  if (mayRoles('read', rolesOf(state, actor, item), false) === 'allowed') return true
  return change.formerProjectIds.some((id) => {
    const project = state.items.get(id)
    return project !== undefined && may(state, actor, 'read', project) === 'allowed'
  })
}

/** An item with the project that lists it, as far as the user may see that. */
function withProject(state: State, user: ActingUser, item: Item): readonly Item[] {
  const project = item.kind === 'project' ? undefined : state.items.get(item.projectId)
  return project && may(state, actorOf(user), 'read', project) === 'allowed' ? [item, project] : [item]
}

/** What a user is told of a change; null where it is nothing that they may know of. */
export function changedFor(state: State, user: ActingUser, change: Change): Changed | null {
  const known = change.itemIds.flatMap((id) => {
    const item = state.items.get(id)
    return item && mayKnow(state, user, change, item) ? [item] : []
  })
  const isTold = known.length > 0 || change.isPublic || change.userIds.includes(user.id)
  if (!isTold) return null
  const items = known.length > mostItems ? [] : [...new Set(known.flatMap((item) => withProject(state, user, item)))]
  const kinds = items.map(({ kind }) => kind)
  return {
    topics: [...new Set([...change.topics, ...kinds])],
    items: items.map(({ kind, id, name }) => ({ kind, id, name })),
    isWide: change.isWide || known.length > mostItems,
    part: change.part,
  }
}
