import type { samplesEndpoints } from '../../../app/contract/api/samples.ts'
import { openDrawn } from '../../../app/drawn/openDrawn.ts'
import { submitCombining } from '../../../app/samples/combineSamples.ts'
import { submitDrawingAgain } from '../../../app/samples/drawAgain.ts'
import { listSampleSources } from '../../../app/samples/listSampleSources.ts'
import { listSamples, showSample } from '../../../app/samples/listSamples.ts'
import { listSampleCurves, showSamplePoints } from '../../../app/samples/sampleCurves.ts'
import { showSampleSource } from '../../../app/samples/showSampleSource.ts'
import { submitSample } from '../../../app/samples/submitSample.ts'
import { submittedView } from '../../../app/operations/submittedView.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'
import { announceFile } from '../announceFile.ts'

export const samplesRoutes: Routes<typeof samplesEndpoints> = {
  listSamples: async ({ halley, query }) => {
    const samples = await listSamples(halley, query.project)
    return samples.ok ? success({ samples: samples.value }) : samples
  },
  showSample: ({ halley, params }) => showSample(halley, params.sample),
  drawSample: async ({ halley, body }) => submittedView(halley, await submitSample(halley, body)),
  drawSampleAgain: async ({ halley, params, body }) => submittedView(halley, await submitDrawingAgain(halley, params.sample, body)),
  combineSamples: async ({ halley, body }) => submittedView(halley, await submitCombining(halley, body)),
  listSampleSources: ({ halley, params, query }) => listSampleSources(halley, params.sample, query),
  listSampleCurves: ({ halley, params, query }) => listSampleCurves(halley, params.sample, query),
  showSamplePoints: ({ halley, params, query }) => showSamplePoints(halley, params.sample, query.most),
  showSampleSource: ({ halley, params, query }) => showSampleSource(halley, params.sample, query),
  downloadSampleFile: async ({ halley, params, query, reply }) => {
    const file = await openDrawn(halley, 'sample', params.sample, { file: params.file, asCsv: query.as === 'csv' })
    if (!file.ok) return file
    announceFile(reply, file.value, `${file.value.itemName} ${file.value.name}`)
    return success(file.value.content)
  },
}
