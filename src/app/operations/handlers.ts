import type { z } from 'zod'
import type { Result } from '../../fault/fault.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { analysisRequest } from '../analyses/analysisRequest.ts'
import { performRerun, rerunRequest } from '../analyses/rerunAnalysis.ts'
import { performAnalysis } from '../analyses/runAnalysis.ts'
import type { OperationKind } from '../contract/operation.ts'
import { exportingRequest, performExport } from '../export/exportOperation.ts'
import type { Halley } from '../halley.ts'
import { performProcessing, processingRequest } from '../process/processOperation.ts'
import { performPurging, purgingRequest } from '../purge/performPurge.ts'
import { ingestingRequest, performIngest } from '../runs/ingestTarget.ts'
import { makingRequest, performMaking } from '../samples/performMaking.ts'
import type { Assignment } from './assignment.ts'
import type { Workbench } from './workbench.ts'

/** Does an operation that was asked for, in whatever process. @returns what the catalogue keeps of what came of it */
type Handler = (halley: Halley, operation: OperationRow, bench: Workbench) => Promise<Result<unknown>>

function handler<Request>(schema: z.ZodType<Request>, perform: (assignment: Assignment<Request>) => Promise<Result<unknown>>): Handler {
  return (halley, operation, bench) => perform({ halley, operation, request: schema.parse(JSON.parse(operation.request)), bench })
}

/** The kinds that a worker does, and how. The others are done by the process that asks for them. */
export const handlers: { readonly [Kind in OperationKind]?: Handler } = {
  process: handler(processingRequest, performProcessing),
  addImages: handler(processingRequest, performProcessing),
  ingest: handler(ingestingRequest, performIngest),
  export: handler(exportingRequest, performExport),
  purge: handler(purgingRequest, performPurging),
  sample: handler(makingRequest, performMaking),
  analysis: handler(analysisRequest, performAnalysis),
  rerun: handler(rerunRequest, performRerun),
}
