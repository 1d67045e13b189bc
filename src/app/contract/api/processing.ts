import { z } from 'zod'
import { operationViewSchema } from '../operation.ts'
import { processingPreviewSchema, processRequestSchema } from '../processingPreview.ts'
import { endpoints } from './endpoint.ts'
import { runParams } from './runs.ts'

export const processingEndpoints = endpoints({
  previewProcessing: {
    method: 'GET',
    path: '/api/runs/:run/processing',
    summary: 'What a processing of a run would do: what differs from the version that is shown',
    tag: 'Processing',
    access: 'signedIn',
    params: runParams,
    reply: processingPreviewSchema,
  },
  processRun: {
    method: 'POST',
    path: '/api/runs/:run/process',
    summary: 'Process a run, or add images to it',
    description:
      'The configuration is checked at once; a worker does the rest. 409 `config.changed` where more differs than added images and no full re-run is asked for, `run.busy` while other work goes on. To cancel it: `POST /api/operations/:operation/cancel`.',
    tag: 'Processing',
    access: 'signedIn',
    params: runParams,
    body: processRequestSchema,
    reply: z.object({
      operation: operationViewSchema,
      isNew: z.boolean().describe('False where it was asked for before, under the same key'),
    }),
    status: 202,
  },
})
