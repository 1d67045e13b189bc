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
