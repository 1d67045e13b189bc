import type { Catalogue } from './openCatalogue.ts'
import type { OperationRow } from './schema.ts'

/** An operation as one worker holds it: a later attempt has taken it from this one. */
export interface Claim {
  readonly id: string
  readonly attempt: number
}

type Unasked = 'request' | 'subjectId' | 'idempotencyKey' | 'isDetached' | 'worker' | 'leaseUntil'

/** `worker` and `leaseUntil` of an operation that waits: the process that works on it itself once it may. */
export type NewOperation = Pick<OperationRow, 'id' | 'kind' | 'runId' | 'actorId' | 'createdAt'> & Partial<Pick<OperationRow, Unasked>>

export async function enqueueOperation(catalogue: Catalogue, operation: NewOperation): Promise<void> {
  const unclaimed = { worker: null, leaseUntil: null, startedAt: null, endedAt: null, lost: 0 }
  const unreported = { stage: null, progress: null, error: null, outcome: null, log: null }
  const asked = { request: '{}', subjectId: operation.runId, idempotencyKey: null, isDetached: 0 }
  await catalogue
    .insertInto('operations')
    .values({ ...asked, ...unclaimed, ...operation, ...unreported, state: 'queued', attempt: 0 })
    .execute()
}

export function findOperation(catalogue: Catalogue, id: string): Promise<OperationRow | undefined> {
  return catalogue.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Those whose id begins so, at most two: one, none, or not to be told apart. */
export function findOperationsByStart(catalogue: Catalogue, start: string): Promise<OperationRow[]> {
  const end = `${start}\u{7f}`
  return catalogue.selectFrom('operations').selectAll().where('id', '>=', start).where('id', '<', end).limit(2).execute()
}

/** What a user has asked for under a key before. */
export function findOperationByKey(catalogue: Catalogue, actorId: string, key: string): Promise<OperationRow | undefined> {
  return catalogue.selectFrom('operations').selectAll().where('actorId', '=', actorId).where('idempotencyKey', '=', key).executeTakeFirst()
}

/** Those that wait or that somebody works on, oldest first. */
export function unfinishedOperations(catalogue: Catalogue): Promise<OperationRow[]> {
  return catalogue
    .selectFrom('operations')
    .selectAll()
    .where('state', 'in', ['queued', 'running'])
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

/** Those that ended, newest first. */
export function endedOperations(catalogue: Catalogue, limit: number): Promise<OperationRow[]> {
  return catalogue
    .selectFrom('operations')
    .selectAll()
    .where('state', 'in', ['completed', 'failed', 'cancelled'])
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** The operation that was last started on a run. */
export function lastOperationOfRun(catalogue: Catalogue, runId: string): Promise<OperationRow | undefined> {
  return catalogue
    .selectFrom('operations')
    .selectAll()
    .where('runId', '=', runId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The operation that was last started about something, such as a run. */
export function lastOperationOfSubject(catalogue: Catalogue, subjectId: string): Promise<OperationRow | undefined> {
  return catalogue
    .selectFrom('operations')
    .selectAll()
    .where('subjectId', '=', subjectId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export interface Lease {
  readonly worker: string
  readonly now: string
  readonly leaseUntil: string
}

/**
 * Takes one operation that waits, or whose worker's lease has run out, for this worker.
 *
 * @returns undefined where another worker was faster or it has ended
 */
export function claimOperation(catalogue: Catalogue, id: string, lease: Lease): Promise<OperationRow | undefined> {
  return catalogue
    .updateTable('operations')
    .set((expression) => ({
      state: 'running',
      attempt: expression('attempt', '+', 1),
      worker: lease.worker,
      leaseUntil: lease.leaseUntil,
      startedAt: expression.fn.coalesce('startedAt', expression.val(lease.now)),
    }))
    .where('id', '=', id)
    .where((expression) =>
      expression.or([
        expression('state', '=', 'queued'),
        expression.and([expression('state', '=', 'running'), expression('leaseUntil', '<', lease.now)]),
      ]),
    )
    .returningAll()
    .executeTakeFirst()
}

/** What a worker says of its operation while it works. */
export type Heartbeat = Partial<Pick<OperationRow, 'leaseUntil' | 'stage' | 'progress' | 'log'>>

/**
 * Says how far the work is and keeps the lease.
 *
 * @returns false where the claim is lost, by a later attempt or a cancellation: the work must stop
 */
export async function reportOperation(catalogue: Catalogue, claim: Claim, heartbeat: Heartbeat): Promise<boolean> {
  const outcome = await catalogue
    .updateTable('operations')
    .set(heartbeat)
    .where('id', '=', claim.id)
    .where('attempt', '=', claim.attempt)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return outcome.numUpdatedRows === 1n
}

/** Keeps the lease of a process on an operation that it will work on once it may. @returns false where it has ended */
export async function keepWaiting(catalogue: Catalogue, id: string, leaseUntil: string): Promise<boolean> {
  const outcome = await catalogue
    .updateTable('operations')
    .set({ leaseUntil })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return outcome.numUpdatedRows === 1n
}

/** Whether the claim still holds; inside a transaction it then holds until the end of it, for the row is written. */
export async function holdClaim(transaction: Catalogue, claim: Claim): Promise<boolean> {
  const outcome = await transaction
    .updateTable('operations')
    .set({ attempt: claim.attempt })
    .where('id', '=', claim.id)
    .where('attempt', '=', claim.attempt)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return outcome.numUpdatedRows === 1n
}

/** Whether the claim holds just now, without writing. */
export async function isClaimed(catalogue: Catalogue, { id, attempt }: Claim): Promise<boolean> {
  const row = await catalogue.selectFrom('operations').select(['state', 'attempt']).where('id', '=', id).executeTakeFirst()
  return row?.state === 'running' && row.attempt === attempt
}

export interface OperationEnd extends Omit<Heartbeat, 'leaseUntil'> {
  readonly state: 'completed' | 'failed' | 'cancelled'
  readonly error: string | null
  readonly endedAt: string
  /** What came of it, as JSON. */
  readonly outcome?: string | null
}

/** Ends a claimed operation. @returns false where the claim is lost, and nothing was changed */
export async function endOperation(catalogue: Catalogue, claim: Claim, end: OperationEnd): Promise<boolean> {
  const outcome = await catalogue
    .updateTable('operations')
    .set({ ...end, leaseUntil: null })
    .where('id', '=', claim.id)
    .where('attempt', '=', claim.attempt)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return outcome.numUpdatedRows === 1n
}

/** Adds what came of it, and how it went, to an operation that this attempt has completed. @returns whether it has */
export async function keepOutcome(
  catalogue: Catalogue,
  { id, attempt }: Claim,
  story: Omit<Heartbeat, 'leaseUntil'> & { readonly outcome: string },
): Promise<boolean> {
  const kept = await catalogue
    .updateTable('operations')
    .set(story)
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'completed')
    .executeTakeFirst()
  return kept.numUpdatedRows === 1n
}

/** Puts a claimed operation back, for any worker to take. @returns false where the claim is lost */
export async function handBackOperation(catalogue: Catalogue, claim: Claim, isLost: boolean): Promise<boolean> {
  const outcome = await catalogue
    .updateTable('operations')
    .set((expression) => ({
      state: 'queued',
      isDetached: 1,
      worker: null,
      leaseUntil: null,
      lost: expression('lost', '+', isLost ? 1 : 0),
    }))
    .where('id', '=', claim.id)
    .where('attempt', '=', claim.attempt)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return outcome.numUpdatedRows === 1n
}

/** Lets go of a claimed operation that this process cannot end: whoever looks next takes it over. */
export async function letGoOfOperation(catalogue: Catalogue, { id, attempt }: Claim, now: string): Promise<void> {
  await catalogue
    .updateTable('operations')
    .set({ worker: null, leaseUntil: now })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .execute()
}

/** Takes every operation from whoever works on it: what they claimed is of another time of the catalogue. */
export async function supersedeClaims(transaction: Catalogue): Promise<void> {
  await transaction
    .updateTable('operations')
    .set((expression) => ({ attempt: expression('attempt', '+', 1) }))
    .where('state', '=', 'running')
    .execute()
}

/** Whether an operation has said that it reads something. */
export async function usesSomething(catalogue: Catalogue, operationId: string): Promise<boolean> {
  const row = await catalogue.selectFrom('uses').select('itemId').where('operationId', '=', operationId).executeTakeFirst()
  return row !== undefined
}

/** Cancels an operation that waits or runs; its worker finds out at the next report. @returns false where it has ended */
export async function cancelOperation(catalogue: Catalogue, id: string, endedAt: string): Promise<boolean> {
  const outcome = await catalogue
    .updateTable('operations')
    .set({ state: 'cancelled', endedAt, leaseUntil: null })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return outcome.numUpdatedRows === 1n
}
