import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { imagesKeptBy, ownBytesOf } from '../../store/catalogue/storedBytes.ts'
import { fileSize } from '../../store/purge/folderSize.ts'
import type { Store } from '../../store/store.ts'

/**
 * Bytes of all that a user keeps on the disk until it is purged: files of their runs, samples and analyses, and the
 * measurements and previews of the images that their runs use or that they ingested, each counted once however many of
 * these share it.
 *
 * @param catalogue that of the store, or a transaction on it
 */
export async function storedBytes({ paths }: Pick<Store, 'paths'>, catalogue: Catalogue, userId: string): Promise<number> {
  const images = await imagesKeptBy(catalogue, userId)
  const ofImages = images.reduce((total, { imageId, bytes }) => total + bytes + fileSize(paths.imagePreview(imageId)).bytes, 0)
  return (await ownBytesOf(catalogue, userId)) + ofImages
}
