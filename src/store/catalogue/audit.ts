import { randomUUIDv7 } from 'node:crypto'
import type { Catalogue } from './openCatalogue.ts'
import type { AuditRow } from './schema.ts'

export interface AuditEvent extends Pick<AuditRow, 'at' | 'actorId' | 'action' | 'subjectKind' | 'subjectId'> {
  /** From, to, why, counts: what a later reader needs. */
  readonly details: Readonly<Record<string, unknown>>
}

let lastId = ''

/** A UUID of version 7 above all others of this process: within one millisecond their order would be chance. */
function nextId(): string {
  const fresh = randomUUIDv7()
  const successor = () => `${lastId.slice(0, 24)}${(Number.parseInt(lastId.slice(24), 16) + 1).toString(16).padStart(12, '0')}`
  lastId = fresh > lastId ? fresh : successor()
  return lastId
}

/** Adds to the history, in the transaction of the change that it tells of. There is no way to change or remove an entry. */
export async function recordAudit(transaction: Catalogue, event: AuditEvent): Promise<void> {
  await transaction
    .insertInto('audit')
    .values({ ...event, id: nextId(), details: JSON.stringify(event.details) })
    .execute()
}

/** The history of one thing, oldest first. */
export function auditOf(catalogue: Catalogue, subjectId: string): Promise<AuditRow[]> {
  return catalogue.selectFrom('audit').selectAll().where('subjectId', '=', subjectId).orderBy('id').execute()
}

export interface AuditFilter {
  /** What it was done to; null: anything. */
  readonly subjectId: string | null
  /** Events from this time on, ISO 8601 UTC; null: from the first. */
  readonly since: string | null
  readonly limit: number
  /** Events before this time; default: to the newest. */
  readonly until?: string | undefined
  /** Who did it; default: anybody. */
  readonly actorId?: string | undefined
  /** What was done; default: anything. */
  readonly actions?: readonly string[] | undefined
}

/** Where a page goes on: after the event of this id, which the page before ended with; null: at the newest. */
export interface AuditPlace {
  readonly afterId: string | null
}

/** Newest first. */
export function auditPage(catalogue: Catalogue, filter: AuditFilter & AuditPlace): Promise<AuditRow[]> {
  const { subjectId, since, until, actorId, actions, limit, afterId } = filter
  let query = catalogue.selectFrom('audit').selectAll()
  if (subjectId !== null) query = query.where('subjectId', '=', subjectId)
  if (afterId !== null) query = query.where('id', '<', afterId)
  if (since !== null) query = query.where('at', '>=', since)
  if (until !== undefined) query = query.where('at', '<', until)
  if (actorId !== undefined) query = query.where('actorId', '=', actorId)
  if (actions !== undefined) query = query.where('action', 'in', actions)
  return query.orderBy('id', 'desc').limit(limit).execute()
}
