import { z } from 'zod'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { findRun } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import type { Halley } from '../halley.ts'
import { submitExport } from '../export/exportOperation.ts'
import type { Assignment } from '../operations/assignment.ts'
import type { Submitted } from '../operations/submitOperation.ts'
import { submitOperation } from '../operations/submitOperation.ts'
import type { ProcessOutcome, ProcessRequest } from './processRun.ts'
import { memoryAsked, prepareRun, processAtBench, processingKind, threadsAsked } from './processRun.ts'

/** What a processing is asked for, as the catalogue keeps it. */
export const processingRequest = z.object({
  /** Null: one thread a core of the host that works on it. */
  workers: z.number().int().min(1).nullable(),
  /** Null: as the host has that works on it. */
  memoryBytes: z.number().int().min(1).nullable().default(null),
  debug: z.boolean(),
  fullRerun: z.boolean(),
})

export interface SubmitRequest extends Pick<ProcessRequest, 'workers' | 'memoryBytes' | 'debug' | 'fullRerun'> {
  /** The same key asks for the same processing. */
  readonly key?: string | undefined
}

/** Asks for the processing of a run, for a worker to do. Its draft is checked now, and again when it is processed. */
export async function submitProcessing(halley: Halley, found: RunRow, request: SubmitRequest): Promise<Result<Submitted>> {
  const prepared = await prepareRun(halley, found, request)
  if (!prepared.ok) return prepared
  const { debug, fullRerun = false } = request
  const asked: z.infer<typeof processingRequest> = {
    workers: threadsAsked(request, prepared.value),
    memoryBytes: memoryAsked(request, prepared.value),
    debug,
    fullRerun,
  }
  return submitOperation(halley, {
    kind: processingKind(prepared.value, request),
    run: prepared.value.run,
    request: asked,
    key: request.key,
  })
}

/** Does a processing that was asked for. */
export async function performProcessing(assignment: Assignment<z.infer<typeof processingRequest>>): Promise<Result<ProcessOutcome>> {
  const { halley, operation, request, bench } = assignment
  const run = operation.runId === null ? undefined : await findRun(halley.store.catalogue, operation.runId)
  if (!run) throw new Error(`Operation ${operation.id} processes run ${operation.runId ?? 'none'}, which is not there`)
  const ask = {
    ...request,
    workers: request.workers ?? undefined,
    memoryBytes: request.memoryBytes ?? undefined,
    signal: bench.stop,
    onProgress: () => {},
  }
  const prepared = await prepareRun(halley, run, ask)
  if (!prepared.ok) return prepared
  const made = await processAtBench(halley, prepared.value, ask, bench)
  if (!made.ok) return made
  const { writeArrowFiles } = prepared.value.checked.config.measurements
  if (writeArrowFiles) await submitExport(halley, run, { version: made.value.version, overwrite: false })
  return success(made.value)
}
