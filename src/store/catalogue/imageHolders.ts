import type { Catalogue } from './openCatalogue.ts'

/** Ids of the images that a user ingested by themselves and has not released. */
export async function imagesHeldBy(catalogue: Catalogue, userId: string): Promise<string[]> {
  const rows = await catalogue.selectFrom('imageHolders').select('imageId').where('userId', '=', userId).orderBy('imageId').execute()
  return rows.map(({ imageId }) => imageId)
}
