import { success, type Result } from '../../fault/fault.ts'
import type { OperationView } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { operationOf } from './operationOf.ts'
import { operationViews } from './operationViews.ts'

/** The operation that a person names, by its id or its run. @returns `operation.notFound` */
export async function showOperation(halley: Halley, target: string): Promise<Result<OperationView>> {
  const operation = await operationOf(halley, target)
  if (!operation.ok) return operation
  const [view] = await operationViews(halley, [operation.value])
  if (!view) throw new Error(`Operation ${operation.value.id} was found and is not seen`)
  return success(view)
}
