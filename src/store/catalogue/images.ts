import type { Catalogue } from './openCatalogue.ts'
import { inChunks } from './inChunks.ts'
import type { ImageFileRow, ImageRow } from './schema.ts'

/** What one statement takes at most: SQLite binds 32,766 values, PostgreSQL 65,535. */
const rowsPerStatement = 1000

/**
 * Hands out `count` numbers that no image has had or will have, in one step for all hosts.
 *
 * @returns the first; the others follow it
 */
export async function reserveImageNumbers(catalogue: Catalogue, count: number): Promise<number> {
  await catalogue
    .insertInto('counters')
    .values({ name: 'image', value: 0 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const { value } = await catalogue
    .updateTable('counters')
    .set((expression) => ({ value: expression('value', '+', count) }))
    .where('name', '=', 'image')
    .returning('value')
    .executeTakeFirstOrThrow()
  return value - count + 1
}

/** The images that are known under these content hashes, by hash. */
export async function findImagesByContent(catalogue: Catalogue, contentHashes: readonly string[]): Promise<Map<string, ImageRow>> {
  const found = new Map<string, ImageRow>()
  for (let first = 0; first < contentHashes.length; first += rowsPerStatement) {
    const hashes = contentHashes.slice(first, first + rowsPerStatement)
    const rows = await catalogue.selectFrom('images').selectAll().where('contentHash', 'in', hashes).where('place', '=', 'live').execute()
    for (const row of rows) found.set(row.contentHash, row)
  }
  return found
}

/** Those that are not being deleted, by number. */
export function allImages(catalogue: Catalogue): Promise<ImageRow[]> {
  return catalogue.selectFrom('images').selectAll().where('place', '=', 'live').orderBy('number').execute()
}

/** The input files of images, those of one image by role. */
export function filesOfImages(catalogue: Catalogue, imageIds: readonly string[]): Promise<ImageFileRow[]> {
  return inChunks(imageIds, (chunk) =>
    catalogue.selectFrom('imageFiles').selectAll().where('imageId', 'in', chunk).orderBy('imageId').orderBy('role').execute(),
  )
}

/** What {@link addImage} fills in itself. */
export type GivenColumns = 'folder' | 'place' | 'purgeId'

/** Adds an image and its input files; its folder's name is given here. Call it inside a transaction. */
export async function addImage(
  transaction: Catalogue,
  image: Omit<ImageRow, GivenColumns>,
  files: readonly ImageFileRow[],
): Promise<ImageRow> {
  const plain = image.name.replaceAll('.', '_')
  const taken = await transaction
    .selectFrom('images')
    .select('id')
    .where('folder', '=', plain)
    .where('place', '=', 'live')
    .executeTakeFirst()
  const folder = taken === undefined ? plain : `${plain}_${image.number}`
  const row = { ...image, folder, place: 'live', purgeId: null } as const
  await transaction.insertInto('images').values(row).execute()
  if (files.length > 0)
    await transaction
      .insertInto('imageFiles')
      .values([...files])
      .execute()
  return row
}

/** Live images that no result, no operation at work and no user holds, by number. */
export function unusedImages(catalogue: Catalogue): Promise<ImageRow[]> {
  return catalogue
    .selectFrom('images')
    .selectAll('images')
    .where('images.place', '=', 'live')
    .where((images) =>
      images.not(images.exists(images.selectFrom('resultImages').select('resultId').whereRef('resultImages.imageId', '=', 'images.id'))),
    )
    .where((images) =>
      images.not(images.exists(images.selectFrom('imageHolders').select('userId').whereRef('imageHolders.imageId', '=', 'images.id'))),
    )
    .where((images) =>
      images.not(
        images.exists(
          images
            .selectFrom('operationImages')
            .innerJoin('operations', 'operations.id', 'operationImages.operationId')
            .select('operations.id')
            .whereRef('operationImages.imageId', '=', 'images.id')
            .where('operations.state', 'in', ['queued', 'running']),
        ),
      ),
    )
    .orderBy('images.number')
    .execute()
}
