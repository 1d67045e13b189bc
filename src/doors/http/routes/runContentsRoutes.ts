import { exportMeasurements } from '../../../app/contents/exportMeasurements.ts'
import { missingInputs } from '../../../app/contents/missingInputs.ts'
import { runImages } from '../../../app/contents/runImages.ts'
import { runMeasurements } from '../../../app/contents/runMeasurements.ts'
import { runProducts } from '../../../app/contents/runProducts.ts'
import type { runContentsEndpoints } from '../../../app/contract/api/runContents.ts'
import { endingOfTable } from '../../../app/contract/tableFile.ts'
import { runSize } from '../../../app/usage/runSize.ts'
import { success } from '../../../fault/fault.ts'
import { announceStream } from '../announceFile.ts'
import type { Routes } from '../routes.ts'
import { onRun } from './onRun.ts'

export const runContentsRoutes: Routes<typeof runContentsEndpoints> = {
  listRunImages: ({ halley, params, query }) => onRun(halley, params.run, (run) => runImages(halley, run, query.version)),
  listMissingInputs: ({ halley, params, query }) =>
    onRun(halley, params.run, async (run) => {
      const missing = await missingInputs(halley, run, query.version)
      return missing.ok ? success({ missing: missing.value }) : missing
    }),
  listMeasurements: ({ halley, params, query }) => onRun(halley, params.run, (run) => runMeasurements(halley, run, query)),
  exportMeasurements: ({ halley, params, query, reply }) =>
    onRun(halley, params.run, async (run) => {
      const content = await exportMeasurements(halley, run, query)
      if (content.ok) announceStream(reply, `${run.name}_measurements.${endingOfTable[query.format]}`)
      return content
    }),
  showRunSize: ({ halley, params }) => onRun(halley, params.run, (run) => runSize(halley, run)),
  listRunProducts: ({ halley, params }) => onRun(halley, params.run, (run) => runProducts(halley, run)),
}
