import type { Catalogue } from './openCatalogue.ts'

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
