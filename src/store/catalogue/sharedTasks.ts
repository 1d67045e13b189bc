import type { Catalogue } from './openCatalogue.ts'
import type { Claim } from './operations.ts'
import type { OperationRow, SharedTaskRow } from './schema.ts'

/* Parts of an operation at work that any worker may do. Whoever holds the operation offers them, and takes them back. */

type Task = Pick<SharedTaskRow, 'operationId' | 'attempt' | 'ticket'>

/** A part that a worker has taken, with what it needs to know of its operation. */
export interface TakenTask extends Task, Pick<SharedTaskRow, 'name'>, Pick<OperationRow, 'request' | 'kind'> {}

export async function offerTasks(
  catalogue: Catalogue,
  claim: Claim,
  tasks: readonly Pick<SharedTaskRow, 'ticket' | 'name'>[],
): Promise<void> {
  if (tasks.length === 0) return
  const fresh = { operationId: claim.id, attempt: claim.attempt, state: 'offered', worker: null, leaseUntil: null, answer: null } as const
  await catalogue
    .insertInto('sharedTasks')
    .values(tasks.map(({ ticket, name }) => ({ ...fresh, ticket, name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** All that an operation shares, as it is now. */
export function sharedTasksOf(catalogue: Catalogue, { id, attempt }: Claim): Promise<SharedTaskRow[]> {
  return catalogue.selectFrom('sharedTasks').selectAll().where('operationId', '=', id).where('attempt', '=', attempt).execute()
}

/** The part that is offered for longest, of operations that are at work in the attempt that offers it. */
function nextOffered(catalogue: Catalogue): Promise<TakenTask | undefined> {
  return catalogue
    .selectFrom('sharedTasks as task')
    .innerJoin('operations as operation', (join) =>
      join.onRef('operation.id', '=', 'task.operationId').onRef('operation.attempt', '=', 'task.attempt'),
    )
    .select(['task.operationId', 'task.attempt', 'task.ticket', 'task.name', 'operation.request', 'operation.kind'])
    .where('task.state', '=', 'offered')
    .where('operation.state', '=', 'running')
    .orderBy('operation.startedAt')
    .orderBy('task.ticket')
    .limit(1)
    .executeTakeFirst()
}

function one(catalogue: Catalogue, { operationId, attempt, ticket }: Task) {
  return catalogue
    .updateTable('sharedTasks')
    .where('operationId', '=', operationId)
    .where('attempt', '=', attempt)
    .where('ticket', '=', ticket)
}

/** Takes a part for a worker; of several that try at once each gets another. @returns undefined where none is offered */
export async function takeTask(
  catalogue: Catalogue,
  by: { readonly worker: string; readonly leaseUntil: string },
): Promise<TakenTask | undefined> {
  for (let task = await nextOffered(catalogue); task; task = await nextOffered(catalogue)) {
    const { numUpdatedRows } = await one(catalogue, task)
      .set({ state: 'taken', ...by })
      .where('state', '=', 'offered')
      .executeTakeFirst()
    if (numUpdatedRows > 0n) return task
  }
  return undefined
}

/** Says that a worker is still at all that it has taken. */
export async function keepTasks(catalogue: Catalogue, worker: string, leaseUntil: string): Promise<void> {
  await catalogue.updateTable('sharedTasks').set({ leaseUntil }).where('worker', '=', worker).where('state', '=', 'taken').execute()
}

/** @returns false where the part was taken back from the worker meanwhile */
export async function answerTask(catalogue: Catalogue, task: Task, worker: string, answer: string): Promise<boolean> {
  const { numUpdatedRows } = await one(catalogue, task)
    .set({ state: 'done', answer })
    .where('state', '=', 'taken')
    .where('worker', '=', worker)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Takes a part back that is as it was seen to be. @returns false where it has changed hands since, or was done */
export async function takeBackTask(catalogue: Catalogue, task: Pick<SharedTaskRow, keyof Task | 'state' | 'worker'>): Promise<boolean> {
  const { operationId, attempt, ticket, state, worker } = task
  const { numDeletedRows } = await catalogue
    .deleteFrom('sharedTasks')
    .where('operationId', '=', operationId)
    .where('attempt', '=', attempt)
    .where('ticket', '=', ticket)
    .where('state', '=', state)
    .where('worker', worker === null ? 'is' : '=', worker)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Takes back all that an operation shares, whatever has become of it, and what earlier attempts left. */
export async function forgetTasks(catalogue: Catalogue, { id, attempt }: Claim): Promise<void> {
  await catalogue.deleteFrom('sharedTasks').where('operationId', '=', id).where('attempt', '<=', attempt).execute()
}

/** Forgets what operations left that are not at work any more. */
export async function forgetLeftTasks(catalogue: Catalogue): Promise<void> {
  const atWork = catalogue.selectFrom('operations').select('id').where('state', '=', 'running')
  await catalogue.deleteFrom('sharedTasks').where('operationId', 'not in', atWork).execute()
}
