import type { sourceSurroundingsEndpoints } from '../../../app/contract/api/sourceSurroundings.ts'
import { besideSource } from '../../../app/explore/besideSource.ts'
import { showNeighbours } from '../../../app/explore/showNeighbours.ts'
import { showRelations } from '../../../app/explore/showRelations.ts'
import type { Routes } from '../routes.ts'

export const sourceSurroundingsRoutes: Routes<typeof sourceSurroundingsEndpoints> = {
  showBesideSource: ({ halley, params, query: { in: runs, project, sample, q, sort, descending } }) => {
    const order = { column: sort, isDescending: descending }
    return besideSource(halley, { runs, project, sample, query: q, order, of: params.run, source: params.source })
  },
  showRelations: ({ halley, params, query }) => showRelations(halley, { ...params, version: query.version }),
  showNeighbours: ({ halley, params, query }) => showNeighbours(halley, { ...params, version: query.version, radiusArcsec: query.radius }),
}
