import type { Fault } from '../../fault/fault.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findOperation } from '../../store/catalogue/operations.ts'
import { findUser } from '../../store/catalogue/people.ts'
import { addNotice } from '../../store/catalogue/notices.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { knownWorkers } from '../../store/catalogue/workers.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { title } from '../../lifecycle/whereabouts.ts'
import { deedOf } from '../contract/deedOf.ts'
import { purgeSubject } from './purgeSubject.ts'

/** What it was about, as a sentence goes on; '' for work on nothing that has a name. */
async function subjectWords(transaction: Catalogue, { kind, subjectId }: OperationRow): Promise<string> {
  if (subjectId === null) return ''
  const { items } = await loadItemsAlone(transaction, [subjectId])
  const item = items.get(subjectId)
  if (item) return ` ${title(item)}`
  const subject = kind === 'purge' ? await purgeSubject(transaction, subjectId) : null
  return subject ? ` ${subject.name}` : ''
}

/** A process that is no worker does at once what its user has just asked for. */
async function isWaitedFor(transaction: Catalogue, { isDetached, worker }: OperationRow, fault: Fault | null): Promise<boolean> {
  if (isDetached === 0) return true
  return fault === null && !(await knownWorkers(transaction)).some(({ name }) => name === worker)
}

/**
 * Tells who asked for work and did not wait for it how it ended, in the transaction that ends it. Who cancels it knows;
 * who waits in a terminal is told there.
 */
export async function tellOfEnd(transaction: Catalogue, operationId: string, fault: Fault | null, at: Date): Promise<void> {
  const operation = await findOperation(transaction, operationId)
  if (!operation || fault?.code.startsWith('interrupted') || (await isWaitedFor(transaction, operation, fault))) return
  const user = await findUser(transaction, operation.actorId)
  if (!user) return
  const what = `${deedOf(operation.kind)}${await subjectWords(transaction, operation)}`
  const words = fault ? `${what} ended with an error. ${fault.message}` : `${what} is done.`
  const subjectId = operation.subjectId ?? operationId
  const kind = fault ? 'failed' : 'completed'
  await addNotice(transaction, { id: operationId, userId: user.id, at: at.toISOString(), kind, words, subjectId })
}
