import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { findOperation } from '../../store/catalogue/operations.ts'
import type { OperationView } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { operationViews } from '../operations/operationViews.ts'
import type { SubmitRequest } from '../process/processOperation.ts'
import { submitProcessing } from '../process/processOperation.ts'
import { runOfTarget, type RunTarget } from './processTarget.ts'

export interface SubmittedTarget {
  readonly runName: string
  readonly operation: OperationView
  /** False where it was asked for before, under the same key. */
  readonly isNew: boolean
}

/** Asks for the processing of a run, or of one made from a configuration or a folder, for a worker to do. */
export async function submitTarget(halley: Halley, request: RunTarget & SubmitRequest): Promise<Result<SubmittedTarget>> {
  const run = await runOfTarget(halley, request)
  if (!run.ok) return run
  const submitted = await submitProcessing(halley, run.value, request)
  if (!submitted.ok) return submitted
  const { operationId, isNew } = submitted.value
  const row = await findOperation(halley.store.catalogue, operationId)
  const [operation] = row ? await operationViews(halley, [row]) : []
  if (!operation) throw new Error(`Operation ${operationId} was submitted and is not there`)
  return success({ runName: run.value.name, operation, isNew })
}
