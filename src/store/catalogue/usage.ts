import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { VersionRow } from './schema.ts'

/** Bytes of the kept results of each run, by its id. */
export async function resultBytes(catalogue: Catalogue): Promise<ReadonlyMap<string, number>> {
  const rows = await catalogue
    .selectFrom('results')
    .innerJoin('resultFiles', 'resultFiles.resultId', 'results.id')
    .select(({ fn }) => ['results.runId', fn.sum<number>('resultFiles.bytes').as('bytes')])
    .where('results.place', '=', 'live')
    .groupBy('results.runId')
    .execute()
  return new Map(rows.map(({ runId, bytes }) => [runId, bytes]))
}

/** Which images a run uses by any kept version, and how many hold each: runs, and users who ingested it. */
export interface ImageUse {
  readonly runId: string
  readonly imageId: string
  readonly bytes: number
  readonly holders: number
}

export async function imageUsage(catalogue: Catalogue): Promise<readonly ImageUse[]> {
  const edges = await catalogue
    .selectFrom('resultImages')
    .innerJoin('results', 'results.id', 'resultImages.resultId')
    .innerJoin('images', 'images.id', 'resultImages.imageId')
    .select(['results.runId', 'resultImages.imageId', 'images.measurementBytes as bytes'])
    .distinct()
    .execute()
  const users = await catalogue
    .selectFrom('imageHolders')
    .select(({ fn }) => ['imageId', fn.countAll<number>().as('count')])
    .groupBy('imageId')
    .execute()
  const holders = new Map(users.map(({ imageId, count }) => [imageId, count]))
  for (const { imageId } of edges) holders.set(imageId, (holders.get(imageId) ?? 0) + 1)
  return edges.map((edge) => ({ ...edge, holders: holders.get(edge.imageId) ?? 0 }))
}

/** The images that one run uses by any kept version, with how many hold each. */
export async function imageUsageOfRun(catalogue: Catalogue, runId: string): Promise<readonly ImageUse[]> {
  const own = await catalogue
    .selectFrom('resultImages')
    .innerJoin('results', 'results.id', 'resultImages.resultId')
    .innerJoin('images', 'images.id', 'resultImages.imageId')
    .select(['resultImages.imageId', 'images.measurementBytes as bytes'])
    .distinct()
    .where('results.runId', '=', runId)
    .execute()
  const ids = own.map(({ imageId }) => imageId)
  const runs = await inChunks(ids, (chunk) =>
    catalogue
      .selectFrom('resultImages')
      .innerJoin('results', 'results.id', 'resultImages.resultId')
      .select(({ fn }) => ['resultImages.imageId', fn.count<number>('results.runId').distinct().as('count')])
      .where('resultImages.imageId', 'in', chunk)
      .groupBy('resultImages.imageId')
      .execute(),
  )
  const users = await inChunks(ids, (chunk) =>
    catalogue
      .selectFrom('imageHolders')
      .select(({ fn }) => ['imageId', fn.countAll<number>().as('count')])
      .where('imageId', 'in', chunk)
      .groupBy('imageId')
      .execute(),
  )
  const holders = new Map<string, number>()
  for (const { imageId, count } of [...runs, ...users]) holders.set(imageId, (holders.get(imageId) ?? 0) + count)
  return own.map(({ imageId, bytes }) => ({ runId, imageId, bytes, holders: holders.get(imageId) ?? 0 }))
}

/** Bytes of the kept results of one run. */
export async function resultBytesOfRun(catalogue: Catalogue, runId: string): Promise<number> {
  const row = await catalogue
    .selectFrom('results')
    .innerJoin('resultFiles', 'resultFiles.resultId', 'results.id')
    .select(({ fn }) => fn.sum<number | null>('resultFiles.bytes').as('bytes'))
    .where('results.place', '=', 'live')
    .where('results.runId', '=', runId)
    .executeTakeFirst()
  return row?.bytes ?? 0
}

/** A version that is kept, and the bytes of the result that it shows. */
export interface VersionBytes extends Pick<VersionRow, 'runId' | 'number' | 'resultId' | 'place'> {
  readonly bytes: number
}

export async function versionBytes(catalogue: Catalogue): Promise<readonly VersionBytes[]> {
  const sums = await catalogue
    .selectFrom('resultFiles')
    .select(({ fn }) => ['resultId', fn.sum<number>('bytes').as('bytes')])
    .groupBy('resultId')
    .execute()
  const bytes = new Map(sums.map((row) => [row.resultId, row.bytes]))
  const versions = await catalogue
    .selectFrom('versions')
    .select(['runId', 'number', 'resultId', 'place'])
    .where('place', '!=', 'purged')
    .execute()
  return versions.map((version) => ({ ...version, bytes: bytes.get(version.resultId) ?? 0 }))
}
