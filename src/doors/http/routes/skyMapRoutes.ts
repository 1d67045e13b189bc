import type { skyMapEndpoints } from '../../../app/contract/api/skyMap.ts'
import { countOnSky } from '../../../app/skyMap/countOnSky.ts'
import { listFootprints } from '../../../app/skyMap/listFootprints.ts'
import type { Routes } from '../routes.ts'

export const skyMapRoutes: Routes<typeof skyMapEndpoints> = {
  listFootprints: ({ halley, query: { run } }) => listFootprints(halley, run),
  countOnSky: ({ halley, query: { run, q, order } }) => countOnSky(halley, { runs: run, query: q, order }),
}
