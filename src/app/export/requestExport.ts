import { success, type Result } from '../../fault/fault.ts'
import { findOperation } from '../../store/catalogue/operations.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import type { OperationView } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { operationViews } from '../operations/operationViews.ts'
import { submitExport } from './exportOperation.ts'
import type { ExportChoice } from './exportTarget.ts'

/** Asks for the Arrow files of a version, for a worker to write. @returns the operation, and the refusals of `submitExport` */
export async function requestExport(halley: Halley, run: RunRow, choice: Omit<ExportChoice, 'to'>): Promise<Result<OperationView>> {
  const submitted = await submitExport(halley, run, choice)
  if (!submitted.ok) return submitted
  const row = await findOperation(halley.store.catalogue, submitted.value.operationId)
  const [operation] = row ? await operationViews(halley, [row]) : []
  if (!operation) throw new Error(`Operation ${submitted.value.operationId} was submitted and is not there`)
  return success(operation)
}
