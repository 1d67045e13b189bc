import type { z } from 'zod'
import type { Result } from '../../fault/fault.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import type { WorkedKind } from '../contract/workQueue.ts'
import type { Halley } from '../halley.ts'
import type { Assignment } from './assignment.ts'
import type { Workbench } from './workbench.ts'

/** Does an operation that was asked for, in whatever process. @returns what the catalogue keeps of what came of it */
type Handler = (halley: Halley, operation: OperationRow, bench: Workbench) => Promise<Result<unknown>>

function handler<Request>(schema: z.ZodType<Request>, perform: (assignment: Assignment<Request>) => Promise<Result<unknown>>): Handler {
  return (halley, operation, bench) => perform({ halley, operation, request: schema.parse(JSON.parse(operation.request)), bench })
}

async function processing(): Promise<Handler> {
  const { performProcessing, processingRequest } = await import('../process/processOperation.ts')
  return handler(processingRequest, performProcessing)
}

/** How workers do each kind. What it takes is loaded with the first that is done: a worker starts without. */
export const handlers: Readonly<Record<WorkedKind, () => Promise<Handler>>> = {
  process: processing,
  addImages: processing,
  async ingest() {
    const { ingestingRequest, performIngest } = await import('../runs/ingestTarget.ts')
    return handler(ingestingRequest, performIngest)
  },
  async export() {
    const { exportingRequest, performExport } = await import('../export/exportOperation.ts')
    return handler(exportingRequest, performExport)
  },
  async purge() {
    const { performPurging, purgingRequest } = await import('../purge/performPurge.ts')
    return handler(purgingRequest, performPurging)
  },
  async sample() {
    const { makingRequest, performMaking } = await import('../samples/performMaking.ts')
    return handler(makingRequest, performMaking)
  },
  async analysis() {
    const { analysisRequest } = await import('../analyses/analysisRequest.ts')
    const { performAnalysis } = await import('../analyses/runAnalysis.ts')
    return handler(analysisRequest, performAnalysis)
  },
  async rerun() {
    const { performRerun, rerunRequest } = await import('../analyses/rerunAnalysis.ts')
    return handler(rerunRequest, performRerun)
  },
}
