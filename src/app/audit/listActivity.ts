import { success, type Result } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import type { State } from '../../lifecycle/state.ts'
import { whereabouts } from '../../lifecycle/whereabouts.ts'
import { allUsers } from '../../store/catalogue/people.ts'
import { itemIdsByName } from '../../store/catalogue/itemNames.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import { activityGroups, type Activity, type ActivityGroup } from '../contract/activity.ts'
import type { Halley } from '../halley.ts'
import { auditHistory, type HistoryEvent } from './auditHistory.ts'
import { eventFacts } from './eventFacts.ts'

export interface ActivityRequest {
  readonly who?: string | undefined
  readonly what?: ActivityGroup | undefined
  readonly item?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly before?: string | undefined
  readonly limit: number
}

export interface ActivityPage {
  readonly events: readonly Activity[]
  readonly next: string | null
}

const DAY_MS = 86_400_000

/** A day is meant to its end. */
function endOf(text: string): string {
  return new Date(Date.parse(text) + (text.length === 10 ? DAY_MS : 0)).toISOString()
}

/** The id of the item that is meant, wherever it is; what nobody has ever called so is itself an id, perhaps. */
async function itemIdOf({ store, user }: Halley, nameOrId: string): Promise<string> {
  const kinds = ['project', 'run', 'sample', 'analysis'] as const
  const ids = (await Promise.all(kinds.map((kind) => itemIdsByName(store.catalogue, kind, nameOrId)))).flat()
  const state = await loadItemsAlone(store.catalogue, ids)
  const seen = ids.flatMap((id) => {
    const item = state.items.get(id)
    return item && may(state, actorOf(user), 'read', item) === 'allowed' ? [item] : []
  })
  const found = seen.find((item) => whereabouts(state, item) === 'live') ?? seen[0]
  return found?.id ?? nameOrId
}

function itemOf({ user }: Halley, state: State, { subjectId }: HistoryEvent): Activity['item'] {
  const item = state.items.get(subjectId)
  if (!item || may(state, actorOf(user), 'read', item) !== 'allowed') return null
  return { id: item.id, kind: item.kind, name: item.name, place: whereabouts(state, item) }
}

/** What was done, as a page of the site says it, newest first. */
export async function listActivity(halley: Halley, request: ActivityRequest): Promise<Result<ActivityPage>> {
  const { catalogue } = halley.store
  const { who, what, item, since, until, before, limit } = request
  const users = who === undefined ? [] : await allUsers(catalogue)
  const found = await auditHistory(halley, {
    subjectId: item === undefined ? null : await itemIdOf(halley, item),
    since: since === undefined ? null : new Date(since).toISOString(),
    until: until === undefined ? undefined : endOf(until),
    actorId: who === undefined ? undefined : (users.find(({ name }) => name === who)?.id ?? who),
    actions: what === undefined ? undefined : activityGroups[what],
    afterId: before ?? null,
    limit: limit + 1,
  })
  if (!found.ok) return found
  const shown = found.value.slice(0, limit)
  const state = await loadItemsAlone(catalogue, [...new Set(shown.map(({ subjectId }) => subjectId))])
  return success({
    events: shown.map((event) => {
      const { id, atUtc, actor, action, words, subject, details } = event
      return { id, atUtc, actor, action, words, subject, item: itemOf(halley, state, event), facts: eventFacts(details) }
    }),
    next: found.value.length > limit ? (shown.at(-1)?.id ?? null) : null,
  })
}
