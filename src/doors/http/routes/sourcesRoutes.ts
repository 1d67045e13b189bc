import type { sourcesEndpoints } from '../../../app/contract/api/sources.ts'
import { drawCutOut, exportCutOut } from '../../../app/explore/cutOut.ts'
import { countSources, listSources } from '../../../app/explore/listSources.ts'
import { showSource } from '../../../app/explore/showSource.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const sourcesRoutes: Routes<typeof sourcesEndpoints> = {
  listSources: ({ halley, query: { run, q, sort, descending, after, limit } }) =>
    listSources(halley, { runs: run, query: q, order: { column: sort, isDescending: descending }, after: after ?? null, limit }),
  countSources: ({ halley, query: { run, q } }) => countSources(halley, { runs: run, query: q }),
  showSource: ({ halley, params, query }) => showSource(halley, { ...params, version: query.version }),
  showCutOut: async ({ halley, params, query, reply }) => {
    const { ra, dec, size, version, format, stretch, colours, low, high } = query
    const request = { run: params.run, version, imageNumber: params.image, raDeg: ra, decDeg: dec, sizeArcsec: size }
    const limits = low === undefined || high === undefined ? null : { low, high }
    const isFits = format === 'fits'
    const bytes = isFits ? await exportCutOut(halley, request) : await drawCutOut(halley, request, { stretch, colours, limits })
    if (!bytes.ok) return bytes
    void reply.header('content-type', isFits ? 'image/fits' : 'image/png').header('cache-control', 'private, max-age=3600')
    return success(bytes.value)
  },
}
