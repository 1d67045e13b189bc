import type { Result } from '../../fault/fault.ts'
import type { OperationView } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { showOperation } from './showOperation.ts'
import type { Submitted } from './submitOperation.ts'

/** What was asked for as everybody sees it who may. @returns why it was not taken */
export async function submittedView(halley: Halley, submitted: Result<Submitted>): Promise<Result<OperationView>> {
  return submitted.ok ? showOperation(halley, submitted.value.operationId) : submitted
}
