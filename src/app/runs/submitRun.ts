import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { findOperation } from '../../store/catalogue/operations.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import type { OperationView } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { operationViews } from '../operations/operationViews.ts'
import type { SubmitRequest } from '../process/processOperation.ts'
import { submitProcessing } from '../process/processOperation.ts'
import { findRun } from './findRun.ts'

export interface SubmittedRun {
  readonly operation: OperationView
  /** False where it was asked for before, under the same key. */
  readonly isNew: boolean
}

/** Asks for the processing of a run, for a worker to do, and gives its operation. */
export async function submitRun(halley: Halley, run: RunRow, request: SubmitRequest): Promise<Result<SubmittedRun>> {
  const submitted = await submitProcessing(halley, run, request)
  if (!submitted.ok) return submitted
  const { operationId, isNew } = submitted.value
  const row = await findOperation(halley.store.catalogue, operationId)
  const [operation] = row ? await operationViews(halley, [row]) : []
  if (!operation) throw new Error(`Operation ${operationId} was submitted and is not there`)
  return success({ operation, isNew })
}

/** {@link submitRun} for a run by its name or id; never for a path. */
export async function submitNamedRun(halley: Halley, nameOrId: string, request: SubmitRequest): Promise<Result<SubmittedRun>> {
  const run = await findRun(halley, nameOrId)
  return run.ok ? submitRun(halley, run.value, request) : run
}
