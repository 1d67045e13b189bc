import { success, type Result } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import { auditPage, type AuditFilter, type AuditPlace } from '../../store/catalogue/audit.ts'
import { allUsers } from '../../store/catalogue/people.ts'
import type { AuditRow } from '../../store/catalogue/schema.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { tombstonesOfPurges } from '../../store/catalogue/tombstones.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { eventWords, type NameOf } from './eventWords.ts'

/** One event of the history. */
export interface HistoryEvent {
  readonly id: string
  readonly atUtc: string
  /** Name of the user, or the part of the program that did it. */
  readonly actor: string
  /** As the catalogue has it, such as `trashed`. */
  readonly action: string
  /** What was done, between who did it and the subject: `moved to Trash`. */
  readonly words: string
  /** What it was done to: `run lmc`, `3 images`. */
  readonly subject: string
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

type Details = HistoryEvent['details']

function detailsOf({ details }: AuditRow): Details {
  return JSON.parse(details) as Details
}

/** Ids of items that may stand in the words of an event. */
function itemIdsOf(rows: readonly AuditRow[]): string[] {
  const projectIds = rows.flatMap((row) => (row.action === 'moved' ? String(detailsOf(row)['projectId']) : []))
  return [...new Set([...rows.map(({ subjectId }) => subjectId), ...projectIds])]
}

function subjectOf({ subjectKind, subjectId }: AuditRow, name: string | null, details: Details): string {
  switch (subjectKind) {
    case 'images': {
      const count = Array.isArray(details['imageIds']) ? details['imageIds'].length : 1
      return count === 1 ? '1 image' : `${count} images`
    }
    case 'purge':
      return name ?? 'images alone'
    case 'store':
    case 'settings':
      return 'the store'
    default:
      return `${subjectKind} ${name ?? subjectId}`
  }
}

/** Those of the events that the user may see, with the names of what they were done to. */
async function seenOf({ store, user }: Halley, rows: readonly AuditRow[], userNames: ReadonlyMap<string, string>): Promise<HistoryEvent[]> {
  const { catalogue } = store
  const state = await loadItemsAlone(catalogue, itemIdsOf(rows))
  const actor = actorOf(user)
  const readable = (id: string) => {
    const item = state.items.get(id)
    return item !== undefined && (actor.isAdministrator || may(state, actor, 'read', item) === 'allowed') ? item : undefined
  }
  const nameOf: NameOf = (id) => readable(id)?.name ?? userNames.get(id) ?? null
  const isSeen = ({ actorId, subjectId }: AuditRow) => actorId === user.id || actor.isAdministrator || readable(subjectId) !== undefined
  const seen = rows.filter(isSeen)
  const ofPurges = seen.filter(({ subjectKind }) => subjectKind === 'purge').map(({ subjectId }) => subjectId)
  const purged = await purgedNames(catalogue, ofPurges)
  return seen.map((row) => {
    const { id, at, actorId, action, subjectKind, subjectId } = row
    const details = detailsOf(row)
    const subjectName = state.items.get(subjectId)?.name ?? purged.get(subjectId) ?? userNames.get(subjectId) ?? null
    const subject = subjectOf(row, subjectName, details)
    const words = eventWords({ action, details }, nameOf)
    const actor = userNames.get(actorId) ?? actorId
    return { id, atUtc: at, actor, action, words, subject, subjectKind, subjectId, subjectName, details }
  })
}

/** Enough that most of what one user may see is found at once. */
const eventsAtOnce = 1000

/**
 * What was done, newest first: to administrators all of it, to others what they did themselves and what was done to
 * things that they may read. As many events as asked for are given, if the user may see so many.
 *
 * @param filter with `afterId`, the last event of the page before
 */
export async function auditHistory(halley: Halley, filter: AuditFilter & Partial<AuditPlace>): Promise<Result<readonly HistoryEvent[]>> {
  const { catalogue } = halley.store
  const limit = actorOf(halley.user).isAdministrator ? filter.limit : Math.max(filter.limit, eventsAtOnce)
  const userNames = new Map((await allUsers(catalogue)).map(({ id, name }) => [id, name]))
  const seen: HistoryEvent[] = []
  for (let afterId = filter.afterId ?? null; seen.length < filter.limit;) {
    const rows: readonly AuditRow[] = await auditPage(catalogue, { ...filter, limit, afterId })
    seen.push(...(await seenOf(halley, rows, userNames)))
    if (rows.length < limit) break
    afterId = rows.at(-1)?.id ?? null
  }
  return success(seen.slice(0, filter.limit))
}
