import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import type { FitsImage } from '../../formats/fits/image.ts'
import { openFitsImage } from '../../formats/fits/image.ts'
import { openFileSource } from '../../store/files/fileByteSource.ts'
import { inflateToScratch } from '../../store/files/inflateToScratch.ts'
import { everything, type Root } from '../../store/files/roots.ts'

export interface OpenImage {
  readonly image: FitsImage
  close(): Promise<void>
}

/**
 * Opens a FITS image by path; whoever opened it closes it.
 * @param scratch folder where a `.gz` file is inflated to, once
 * @param roots the file has to be inside them, else `file.outside`; default: those of the thread
 */
export async function openImage(path: string, scratch: string, roots?: readonly Root[]): Promise<Result<OpenImage>> {
  const isPacked = path.endsWith('.gz')
  const plain = isPacked ? await inflateToScratch(path, scratch, { roots }) : success(path)
  if (!plain.ok) return plain
  const source = await openFileSource(plain.value, isPacked ? everything : roots)
  if (!source.ok) return source
  const image = await openFitsImage({ ...source.value, name: path })
  if (!image.ok) {
    await source.value.close()
    return failure(image.fault)
  }
  return success({ image: image.value, close: () => source.value.close() })
}

/** Opens several images, or none: at the first that cannot be opened the others are closed again. */
export async function openImages(paths: readonly string[], scratch: string): Promise<Result<readonly OpenImage[]>> {
  const opened: OpenImage[] = []
  for (const path of paths) {
    const result = await openImage(path, scratch)
    if (!result.ok) {
      await Promise.all(opened.map((image) => image.close()))
      return result
    }
    opened.push(result.value)
  }
  return success(opened)
}
