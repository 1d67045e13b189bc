import { success, type Result } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import { auditPage, type AuditFilter } from '../../store/catalogue/audit.ts'
import { allUsers } from '../../store/catalogue/people.ts'
import type { AuditRow } from '../../store/catalogue/schema.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { tombstonesOfPurges } from '../../store/catalogue/tombstones.ts'
import { loadState } from '../../store/state/loadState.ts'
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

/**
 * What was done, newest first: to administrators all of it, to others what they did themselves and what was done to
 * things that they may read.
 */
export async function auditHistory({ store, user }: Halley, filter: AuditFilter): Promise<Result<readonly HistoryEvent[]>> {
  const { catalogue } = store
  const rows = await auditPage(catalogue, filter)
  const state = await loadState(catalogue, { itemIds: [...new Set(rows.map(({ subjectId }) => subjectId))] })
  const actor = actorOf(user)
  const isSeen = ({ actorId, subjectId }: AuditRow) => {
    const item = state.items.get(subjectId)
    return actorId === user.id || actor.isAdministrator || (item !== undefined && may(state, actor, 'read', item) === 'allowed')
  }
  const ofPurges = rows.filter(({ subjectKind }) => subjectKind === 'purge').map(({ subjectId }) => subjectId)
  const purged = await purgedNames(catalogue, ofPurges)
  const names = new Map((await allUsers(catalogue)).map(({ id, name }) => [id, name]))
  return success(
    rows.filter(isSeen).map(({ id, at, actorId, action, subjectKind, subjectId, details }) => ({
      id,
      atUtc: at,
      actor: names.get(actorId) ?? actorId,
      action,
      subjectKind,
      subjectId,
      subjectName: state.items.get(subjectId)?.name ?? purged.get(subjectId) ?? null,
      details: JSON.parse(details) as Record<string, unknown>,
    })),
  )
}
