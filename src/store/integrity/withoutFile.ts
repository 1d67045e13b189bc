import { stat } from 'node:fs/promises'
import type { ImageRow } from '../catalogue/schema.ts'
import { isMissing } from '../files/isMissing.ts'
import type { Store } from '../store.ts'

interface Expected {
  readonly path: string
  readonly bytes: number
}

/** Few enough to leave file descriptors to others; the disk answers several in the time of one. */
const filesAtOnce = 64

async function isThere({ path, bytes }: Expected): Promise<boolean> {
  try {
    const found = await stat(path)
    return found.isFile() && found.size === bytes
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** Those whose file is not there, or has another length. */
export async function withoutFile<T extends Expected>(files: readonly T[]): Promise<T[]> {
  const missing: T[] = []
  for (let first = 0; first < files.length; first += filesAtOnce) {
    const some = files.slice(first, first + filesAtOnce)
    const there = await Promise.all(some.map(isThere))
    missing.push(...some.filter((_, index) => !there[index]))
  }
  return missing
}

/** Images whose measurements are not there, or have another length. */
export async function imagesWithoutFile({ paths }: Store, images: readonly ImageRow[]): Promise<ImageRow[]> {
  const expected = images.map((image) => ({ image, path: paths.imageMeasurements(image.id), bytes: image.measurementBytes }))
  return (await withoutFile(expected)).map(({ image }) => image)
}
