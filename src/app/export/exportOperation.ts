import { resolve } from 'node:path'
import { z } from 'zod'
import type { Result } from '../../fault/fault.ts'
import { failure } from '../../fault/fault.ts'
import { findRun } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import type { Assignment } from '../operations/assignment.ts'
import type { Submitted } from '../operations/submitOperation.ts'
import { submitOperation } from '../operations/submitOperation.ts'
import { exportAtBench } from './exportArrow.ts'
import type { ExportChoice } from './exportTarget.ts'
import { exportTarget } from './exportTarget.ts'
import type { ExportedFile } from './writeExports.ts'

/** What an export is asked for, as the catalogue keeps it; its subject is the run. */
export const exportingRequest = z.object({
  version: z.number().int(),
  overwrite: z.boolean(),
  /** Null: in the store. */
  to: z.string().nullable(),
})

/** Asks for an export, for a worker to do. */
export async function submitExport(halley: Halley, run: RunRow, choice: ExportChoice): Promise<Result<Submitted>> {
  const denied = await rightFault(halley, 'export', run.id)
  if (denied) return failure(denied)
  const target = await exportTarget(halley, run, choice)
  if (!target.ok) return target
  // The worker has another working folder.
  const to = choice.to === undefined ? null : resolve(choice.to)
  const asked: z.infer<typeof exportingRequest> = { version: target.value.version, overwrite: choice.overwrite, to }
  return submitOperation(halley, { kind: 'export', run: null, subjectId: run.id, request: asked })
}

/** Does an export that was asked for. */
export async function performExport({
  halley,
  operation,
  request,
  bench,
}: Assignment<z.infer<typeof exportingRequest>>): Promise<Result<readonly ExportedFile[]>> {
  const run = operation.subjectId === null ? undefined : await findRun(halley.store.catalogue, operation.subjectId)
  if (!run) throw new Error(`Operation ${operation.id} exports run ${operation.subjectId ?? 'none'}, which is not there`)
  const denied = await rightFault(halley, 'export', run.id)
  if (denied) return failure(denied)
  const target = await exportTarget(halley, run, { ...request, to: request.to ?? undefined })
  return target.ok ? exportAtBench(halley, run, target.value, bench) : target
}
