import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { findOperation } from '../../store/catalogue/operations.ts'
import type { OperationView } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { cancelWork } from './cancelWork.ts'
import { operationOf } from './operationOf.ts'
import { operationViews } from './operationViews.ts'

/** Cancels the operation that a person names, by its run or its id. @returns the operation, ended */
export async function cancelTarget(halley: Halley, target: string): Promise<Result<OperationView>> {
  const operation = await operationOf(halley, target)
  if (!operation.ok) return operation
  const cancelled = await cancelWork(halley, operation.value)
  if (!cancelled.ok) return cancelled
  const row = await findOperation(halley.store.catalogue, operation.value.id)
  const [view] = row ? await operationViews(halley, [row]) : []
  if (!view) throw new Error(`Operation ${operation.value.id} was cancelled and is not there`)
  return success(view)
}
