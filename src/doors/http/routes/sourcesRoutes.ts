import type { sourcesEndpoints } from '../../../app/contract/api/sources.ts'
import { exportCutOut } from '../../../app/explore/cutOut.ts'
import { drawCutOut } from '../../../app/explore/drawCutOut.ts'
import { countSources, listSources } from '../../../app/explore/listSources.ts'
import { endingOfFormat, exportSources } from '../../../app/explore/exportSources.ts'
import { showHistograms } from '../../../app/explore/showHistograms.ts'
import { showSource } from '../../../app/explore/showSource.ts'
import { success } from '../../../fault/fault.ts'
import { announceStream } from '../announceFile.ts'
import type { Routes } from '../routes.ts'

interface AskedOf {
  readonly run: readonly string[]
  readonly project?: string | undefined
  readonly sample?: string | undefined
  readonly q: string
}

function questionOf({ run, project, sample, q }: AskedOf) {
  return { runs: run, project, sample, query: q }
}

export const sourcesRoutes: Routes<typeof sourcesEndpoints> = {
  listSources: ({ halley, query: { sort, descending, after, limit, ...asked } }) =>
    listSources(halley, { ...questionOf(asked), order: { column: sort, isDescending: descending }, after: after ?? null, limit }),
  countSources: ({ halley, query }) => countSources(halley, questionOf(query)),
  showHistograms: ({ halley, query }) => showHistograms(halley, { ...questionOf(query), columns: query.column }),
  exportSources: async ({ halley, query, reply }) => {
    const { format, column } = query
    const content = await exportSources(halley, { ...questionOf(query), format, columns: column })
    if (!content.ok) return content
    announceStream(reply, `sources.${endingOfFormat[format]}`)
    return success(content.value)
  },
  showSource: ({ halley, params, query }) => showSource(halley, { ...params, version: query.version }),
  showCutOut: async ({ halley, params, query, reply }) => {
    const { ra, dec, size, version, format, low, high, ...drawing } = query
    const request = { run: params.run, version, imageNumber: params.image, raDeg: ra, decDeg: dec, sizeArcsec: size }
    const limits = low === undefined || high === undefined ? null : { low, high }
    const isFits = format === 'fits'
    const bytes = isFits ? await exportCutOut(halley, request) : await drawCutOut(halley, request, { ...drawing, limits })
    if (!bytes.ok) return bytes
    void reply.header('content-type', isFits ? 'image/fits' : 'image/png').header('cache-control', 'private, max-age=3600')
    return success(bytes.value)
  },
}
