import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'

const mostPaths = 500

/** Paths, relative to their roots, of images that runs use, those that were ingested last first. */
export function recentImagePaths(catalogue: Catalogue, runIds: readonly string[]): Promise<string[]> {
  return inChunks(runIds, async (chunk) => {
    const rows = await catalogue
      .selectFrom('results')
      .innerJoin('resultImages', 'resultImages.resultId', 'results.id')
      .innerJoin('images', 'images.id', 'resultImages.imageId')
      .innerJoin('imageFiles', 'imageFiles.imageId', 'images.id')
      .select(['imageFiles.path', 'images.createdAt'])
      .distinct()
      .where('results.runId', 'in', chunk)
      .where('imageFiles.role', '=', 'image')
      .orderBy('images.createdAt', 'desc')
      .limit(mostPaths)
      .execute()
    return rows.map(({ path }) => path)
  })
}
