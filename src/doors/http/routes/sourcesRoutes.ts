import type { sourcesEndpoints } from '../../../app/contract/api/sources.ts'
import { countSources, listSources } from '../../../app/explore/listSources.ts'
import { showSource } from '../../../app/explore/showSource.ts'
import type { Routes } from '../routes.ts'

export const sourcesRoutes: Routes<typeof sourcesEndpoints> = {
  listSources: ({ halley, query: { run, q, sort, descending, after, limit } }) =>
    listSources(halley, { runs: run, query: q, order: { column: sort, isDescending: descending }, after: after ?? null, limit }),
  countSources: ({ halley, query: { run, q } }) => countSources(halley, { runs: run, query: q }),
  showSource: ({ halley, params, query }) => showSource(halley, { ...params, version: query.version }),
}
