import type { Catalogue } from './openCatalogue.ts'
import type { OperationRow } from './schema.ts'

/** An operation as one worker holds it: a later attempt has taken it from this one. */
export interface Claim {
  readonly id: string
  readonly attempt: number
}

export type NewOperation = Pick<OperationRow, 'id' | 'kind' | 'runId' | 'actorId' | 'createdAt'> &
  Partial<Pick<OperationRow, 'request' | 'subjectId' | 'idempotencyKey'>>

export async function enqueueOperation(catalogue: Catalogue, operation: NewOperation): Promise<void> {
  const unclaimed = { worker: null, leaseUntil: null, heartbeatAt: null, cancelRequestedAt: null, startedAt: null, endedAt: null }
  const unreported = { stage: null, progress: null, error: null, outcome: null, log: null }
  const asked = { request: '{}', subjectId: operation.runId, idempotencyKey: null }
  await catalogue
    .insertInto('operations')
    .values({ ...asked, ...operation, ...unclaimed, ...unreported, state: 'queued', attempt: 0 })
    .execute()
}

export function findOperation(catalogue: Catalogue, id: string): Promise<OperationRow | undefined> {
  return catalogue.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Those that a worker has claimed and not ended, whether or not it still lives. */
export function runningOperations(catalogue: Catalogue): Promise<OperationRow[]> {
  return catalogue.selectFrom('operations').selectAll().where('state', '=', 'running').orderBy('createdAt').orderBy('id').execute()
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

/** Claims the oldest operation that can be claimed. */
export async function claimNextOperation(catalogue: Catalogue, lease: Lease): Promise<OperationRow | undefined> {
  const candidates = await catalogue
    .selectFrom('operations')
    .select('id')
    .where((expression) =>
      expression.or([
        expression('state', '=', 'queued'),
        expression.and([expression('state', '=', 'running'), expression('leaseUntil', '<', lease.now)]),
      ]),
    )
    .orderBy('createdAt')
    .orderBy('id')
    .limit(10)
    .execute()
  for (const { id } of candidates) {
    const claimed = await claimOperation(catalogue, id, lease)
    if (claimed !== undefined) return claimed
  }
  return undefined
}

export type Heartbeat = Partial<Pick<OperationRow, 'leaseUntil' | 'stage' | 'progress'>>

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

export interface OperationEnd {
  readonly state: 'completed' | 'failed' | 'cancelled'
  readonly error: string | null
  readonly endedAt: string
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
