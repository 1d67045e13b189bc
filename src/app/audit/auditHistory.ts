import { success, type Result } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import { auditPage, type AuditFilter } from '../../store/catalogue/audit.ts'
import { allUsers } from '../../store/catalogue/people.ts'
import type { AuditRow } from '../../store/catalogue/schema.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { tombstonesOfPurges } from '../../store/catalogue/tombstones.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/** One event of the history. */
export interface HistoryEvent {
  readonly id: string
  readonly atUtc: string
  /** Name of the user, or the part of the program that did it. */
  readonly actor: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  /** Name of the subject as it is now; null for what has none. */
  readonly subjectName: string | null
  readonly details: Readonly<Record<string, unknown>>
}

/** What a purge took, by the names of then. */
async function purgedNames(catalogue: Catalogue, purgeIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const tombstones = await tombstonesOfPurges(catalogue, purgeIds)
  const byPurge = Map.groupBy(tombstones, ({ purgeId }) => purgeId)
  return new Map([...byPurge].map(([purgeId, rows]) => [purgeId, rows.map(({ kind, name }) => `${kind} ${name}`).join(', ')]))
}

/** Those of the events that the user may see, with the names of what they were done to. */
async function seenOf({ store, user }: Halley, rows: readonly AuditRow[], userNames: ReadonlyMap<string, string>): Promise<HistoryEvent[]> {
  const { catalogue } = store
  const state = await loadItemsAlone(catalogue, [...new Set(rows.map(({ subjectId }) => subjectId))])
  const actor = actorOf(user)
  const isSeen = ({ actorId, subjectId }: AuditRow) => {
    const item = state.items.get(subjectId)
    return actorId === user.id || actor.isAdministrator || (item !== undefined && may(state, actor, 'read', item) === 'allowed')
  }
  const seen = rows.filter(isSeen)
  const ofPurges = seen.filter(({ subjectKind }) => subjectKind === 'purge').map(({ subjectId }) => subjectId)
  const purged = await purgedNames(catalogue, ofPurges)
  return seen.map(({ id, at, actorId, action, subjectKind, subjectId, details }) => ({
    id,
    atUtc: at,
    actor: userNames.get(actorId) ?? actorId,
    action,
    subjectKind,
    subjectId,
    subjectName: state.items.get(subjectId)?.name ?? purged.get(subjectId) ?? userNames.get(subjectId) ?? null,
    details: JSON.parse(details) as Record<string, unknown>,
  }))
}

/** Enough that most of what one user may see is found at once. */
const eventsAtOnce = 1000

/**
 * What was done, newest first: to administrators all of it, to others what they did themselves and what was done to
 * things that they may read. As many events as asked for are given, if the user may see so many.
 */
export async function auditHistory(halley: Halley, filter: AuditFilter): Promise<Result<readonly HistoryEvent[]>> {
  const { catalogue } = halley.store
  const limit = actorOf(halley.user).isAdministrator ? filter.limit : Math.max(filter.limit, eventsAtOnce)
  const userNames = new Map((await allUsers(catalogue)).map(({ id, name }) => [id, name]))
  const seen: HistoryEvent[] = []
  for (let afterId: string | null = null; seen.length < filter.limit;) {
    const rows: readonly AuditRow[] = await auditPage(catalogue, { ...filter, limit, afterId })
    seen.push(...(await seenOf(halley, rows, userNames)))
    if (rows.length < limit) break
    afterId = rows.at(-1)?.id ?? null
  }
  return success(seen.slice(0, filter.limit))
}
