import { join } from 'node:path'
import { inChunks } from '../catalogue/inChunks.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { edgesToImages, filesOfResults, keptResults, markResults } from '../catalogue/results.ts'
import type { ResultRow } from '../catalogue/schema.ts'
import { allImages } from '../catalogue/images.ts'
import type { Store } from '../store.ts'
import { imagesWithoutFile, withoutFile } from './withoutFile.ts'

/** A result with files that are not there, or have another length. */
export interface IncompleteResult {
  readonly runId: string
  readonly resultId: string
  readonly paths: readonly string[]
}

const resultsAtOnce = 1000

/** Paths of measurements that are not there, by the results that are made of them. */
async function missingImages(store: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  const { catalogue, paths } = store
  const missing = await imagesWithoutFile(store, await allImages(catalogue))
  const pathOf = new Map(missing.map(({ id }) => [id, paths.imageMeasurements(id)]))
  const byResult = new Map<string, string[]>()
  for (const { resultId, imageId } of await edgesToImages(catalogue, [...pathOf.keys()])) {
    byResult.set(resultId, [...(byResult.get(resultId) ?? []), pathOf.get(imageId) ?? imageId])
  }
  return byResult
}

async function missingFiles({ catalogue, paths }: Store, results: readonly ResultRow[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const runOf = new Map(results.map(({ id, runId }) => [id, runId]))
  const files = (await filesOfResults(catalogue, [...runOf.keys()])).map(({ resultId, name, bytes }) => ({
    resultId,
    path: join(paths.result(runOf.get(resultId) ?? '', resultId), name),
    bytes,
  }))
  const byResult = Map.groupBy(await withoutFile(files), ({ resultId }) => resultId)
  return new Map([...byResult].map(([id, missing]) => [id, missing.map(({ path }) => path)]))
}

/** What is being purged meanwhile lacks nothing: its files are to go. */
async function stillKept(catalogue: Catalogue, incomplete: readonly IncompleteResult[]): Promise<IncompleteResult[]> {
  const ids = incomplete.map(({ resultId }) => resultId)
  const kept = new Set(
    await inChunks(ids, async (chunk) => {
      const rows = await catalogue.selectFrom('results').select('id').where('id', 'in', chunk).where('place', '=', 'live').execute()
      return rows.map(({ id }) => id)
    }),
  )
  return incomplete.filter(({ resultId }) => kept.has(resultId))
}

/**
 * Looks whether the files of every result are there, and marks those whose are not: their versions are listed, and never
 * shown as whole. What is there again loses its mark. Only names and lengths are looked at.
 */
export async function markMissing(store: Store, now: Date): Promise<readonly IncompleteResult[]> {
  const { catalogue } = store
  const results = await keptResults(catalogue)
  const ofImages = await missingImages(store)
  const found: IncompleteResult[] = []
  for (let first = 0; first < results.length; first += resultsAtOnce) {
    const some = results.slice(first, first + resultsAtOnce)
    const ofFiles = await missingFiles(store, some)
    for (const { id, runId } of some) {
      const paths = [...(ofFiles.get(id) ?? []), ...(ofImages.get(id) ?? [])]
      if (paths.length > 0) found.push({ runId, resultId: id, paths })
    }
  }
  const incomplete = await stillKept(catalogue, found)
  const lacking = new Set(incomplete.map(({ resultId }) => resultId))
  const idsOf = (isWanted: (result: ResultRow) => boolean) => results.filter(isWanted).map(({ id }) => id)
  await markResults(
    catalogue,
    idsOf(({ id, missingSince }) => lacking.has(id) && missingSince === null),
    now.toISOString(),
  )
  await markResults(
    catalogue,
    idsOf(({ id, missingSince }) => !lacking.has(id) && missingSince !== null),
    null,
  )
  return incomplete
}
