import type { processingEndpoints } from '../../../app/contract/api/processing.ts'
import { previewProcessing } from '../../../app/process/previewProcessing.ts'
import { submitNamedRun } from '../../../app/runs/submitRun.ts'
import type { Routes } from '../routes.ts'

export const processingRoutes: Routes<typeof processingEndpoints> = {
  previewProcessing: ({ halley, params }) => previewProcessing(halley, params.run),
  processRun: ({ halley, params, body }) => submitNamedRun(halley, params.run, body),
}
