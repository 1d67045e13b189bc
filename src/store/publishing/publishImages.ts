import { rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { changeTogether } from '../catalogue/changeTogether.ts'
import { addImage, findImagesByContent, type GivenColumns } from '../catalogue/images.ts'
import { isSurelyUndone } from '../catalogue/catalogueFault.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { holdClaim } from '../catalogue/operations.ts'
import type { ImageFileRow, ImageRow } from '../catalogue/schema.ts'
import { removeMade } from '../files/removeMade.ts'
import { syncToDisk } from '../files/syncToDisk.ts'
import type { Store } from '../store.ts'
import type { Attempt } from './attempt.ts'
import { afterCommit, onDisk, refuseSuperseded } from './publishFault.ts'
import type { PublishOptions } from './publishStep.ts'
import { sealFolder, type SealedFolder } from './sealFolder.ts'

/** An image whose `measurements.parquet` lies in the attempt's folder for it. */
export interface NewImage extends Omit<ImageRow, GivenColumns | 'measurementBytes' | 'measurementHash' | 'measurementStamp'> {
  readonly files: readonly Omit<ImageFileRow, 'imageId'>[]
}

/** A disk takes several syncs in the time of one. */
const imagesAtOnce = 8

interface SealedImage {
  readonly image: NewImage
  readonly sealed: SealedFolder
}

/**
 * Puts new images into the store, all in one transaction.
 *
 * An image that another operation has published meanwhile is not put twice: the one that is there is returned in its
 * place, with another id and number, so measurements must be read from it.
 *
 * @returns the images in the order given; `publish.superseded` where the claim is lost, `publish.disk` where the disk refuses
 */
export function publishImages(
  store: Store,
  attempt: Attempt,
  images: readonly NewImage[],
  options: PublishOptions = {},
): Promise<Result<ImageRow[]>> {
  return settle(async () => {
    const sealed = await onDisk(() => moveIntoPlace(store, attempt, images, options))
    await options.onStep?.('commit')
    const rows = await commitOrRemove(store, attempt, sealed)
    for (const [index, { image }] of sealed.entries()) {
      if (rows[index].id !== image.id) await afterCommit(() => removeMade(store.paths.image(image.id)))
    }
    await options.onStep?.('finish')
    return rows
  })
}

async function moveIntoPlace(store: Store, attempt: Attempt, images: readonly NewImage[], options: PublishOptions): Promise<SealedImage[]> {
  const sealed: SealedImage[] = []
  for (let first = 0; first < images.length; first += imagesAtOnce) {
    const batch = images.slice(first, first + imagesAtOnce)
    sealed.push(...(await Promise.all(batch.map((image) => sealImage(attempt, image, options)))))
  }
  await options.onStep?.('rename')
  for (const { id } of images) await rename(attempt.imageFolder(id), store.paths.image(id))
  await options.onStep?.('syncParent')
  if (images.length > 0) await syncToDisk(dirname(store.paths.image(images[0].id)))
  return sealed
}

async function sealImage(attempt: Attempt, image: NewImage, options: PublishOptions): Promise<SealedImage> {
  const { id, number, name, contentHash } = image
  const facts = { format: 1, kind: 'image', id, number, name, contentHash, operation: attempt.claim }
  return { image, sealed: await sealFolder(attempt.imageFolder(id), facts, options) }
}

async function commitOrRemove(store: Store, attempt: Attempt, sealed: readonly SealedImage[]): Promise<ImageRow[]> {
  try {
    return await changeTogether(store.catalogue, (transaction) => insertImages(transaction, attempt, sealed))
  } catch (error) {
    // What may have been committed is for the sweep to judge.
    if (isSurelyUndone(error)) for (const { image } of sealed) await onDisk(() => removeMade(store.paths.image(image.id)))
    throw error
  }
}

async function insertImages(transaction: Catalogue, attempt: Attempt, sealed: readonly SealedImage[]): Promise<ImageRow[]> {
  if (!(await holdClaim(transaction, attempt.claim))) refuseSuperseded(attempt.claim)
  const known = await findImagesByContent(
    transaction,
    sealed.map(({ image }) => image.contentHash),
  )
  const rows: ImageRow[] = []
  for (const { image, sealed: folder } of sealed) {
    const row = known.get(image.contentHash) ?? (await insertImage(transaction, image, folder))
    known.set(row.contentHash, row)
    rows.push(row)
  }
  return rows
}

function insertImage(transaction: Catalogue, { files, ...image }: NewImage, folder: SealedFolder): Promise<ImageRow> {
  const measurements = folder.files.find((file) => file.name === 'measurements.parquet')
  if (measurements === undefined) throw new Error(`Image ${image.id} was published without measurements.parquet.`)
  return addImage(
    transaction,
    {
      ...image,
      measurementBytes: measurements.bytes,
      measurementHash: measurements.sha256,
      measurementStamp: measurements.stamp,
    },
    files.map((file) => ({ ...file, imageId: image.id })),
  )
}
