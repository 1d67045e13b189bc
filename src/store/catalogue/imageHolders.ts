import type { Catalogue } from './openCatalogue.ts'

/** An image of the store with the path of the file it was made of, relative to its root. */
export interface HeldImage {
  readonly id: string
  readonly name: string
  readonly path: string
}

/** The images that a user holds by having ingested them, by name. */
export function imagesHeldBy(catalogue: Catalogue, userId: string): Promise<HeldImage[]> {
  return catalogue
    .selectFrom('imageHolders')
    .innerJoin('images', 'images.id', 'imageHolders.imageId')
    .innerJoin('imageFiles', (join) => join.onRef('imageFiles.imageId', '=', 'images.id').on('imageFiles.role', '=', 'image'))
    .select(['images.id', 'images.name', 'imageFiles.path'])
    .where('imageHolders.userId', '=', userId)
    .where('images.place', '=', 'live')
    .orderBy('images.name')
    .orderBy('images.id')
    .execute()
}

/** Ids of the images that nothing holds: no result, no user, no run at work. */
export async function unheldImageIds(catalogue: Catalogue): Promise<string[]> {
  const atWork = catalogue
    .selectFrom('operationImages')
    .innerJoin('runs', 'runs.operationId', 'operationImages.operationId')
    .select('operationImages.imageId')
  const rows = await catalogue
    .selectFrom('images')
    .select('id')
    .where('place', '=', 'live')
    .where('id', 'not in', catalogue.selectFrom('resultImages').select('imageId'))
    .where('id', 'not in', catalogue.selectFrom('imageHolders').select('imageId'))
    .where('id', 'not in', atWork)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
