import type { Result } from '../../fault/fault.ts'
import { makeFault, Refusal, settle } from '../../fault/fault.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { findOperationByKey } from '../../store/catalogue/operations.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import type { Halley } from '../halley.ts'
import { requestText } from './askedThrough.ts'
import { enqueue, type NewWork } from './enqueue.ts'
import { isProcessing } from './obstacle.ts'

/** An operation that waits for a worker. */
export interface Submitted {
  readonly operationId: string
  /** False where it was asked for before, under the same key. */
  readonly isNew: boolean
}

function keyTaken(key: string, { id, kind }: OperationRow) {
  return makeFault('operation.keyTaken', `Key ${key}: expected a new one, or one that asks for the same again, found that of a ${kind}.`, {
    hint: 'Give each request a key of its own.',
    data: { key, operation: id },
  })
}

/** Whether both ask for the same. What the history calls a processing depends on what was processed before. */
function isSame(halley: Halley, known: OperationRow, work: NewWork): boolean {
  const { kind, runId, subjectId, request } = known
  const isKind = kind === work.kind || (isProcessing(known) && isProcessing(work))
  const subject = work.run?.id ?? work.subjectId ?? null
  return isKind && (runId ?? subjectId) === subject && request === requestText(halley, work.request)
}

/**
 * Asks for work that any worker may take up. The same key of the same user asks for the same operation, whatever has
 * become of it since.
 *
 * @returns the refusals of the rules, and `operation.keyTaken` where the key was given to something else
 */
export function submitOperation(halley: Halley, work: NewWork): Promise<Result<Submitted>> {
  const { key } = work
  return settle(() =>
    changeTogether(halley.store.catalogue, async (transaction) => {
      const known = key === undefined ? undefined : await findOperationByKey(transaction, halley.user.id, key)
      if (known && key !== undefined && !isSame(halley, known, work)) throw new Refusal(keyTaken(key, known))
      if (known) return { operationId: known.id, isNew: false }
      const operationId = await enqueue(transaction, halley, work, { isDetached: 1, worker: null, leaseUntil: null })
      return { operationId, isNew: true }
    }),
  )
}
