import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'

/** Ids of the images that users ingested by themselves and have not released. */
export async function heldImageIds(catalogue: Catalogue, userIds: readonly string[]): Promise<string[]> {
  const rows = await inChunks(userIds, (chunk) =>
    catalogue.selectFrom('imageHolders').select('imageId').distinct().where('userId', 'in', chunk).orderBy('imageId').execute(),
  )
  return rows.map(({ imageId }) => imageId)
}
