import { basename } from 'node:path'
import { failure, success, type Result } from '../../fault/fault.ts'
import { openInputStream } from '../../store/files/inputStream.ts'
import type { FileStream } from '../../store/files/readStream.ts'
import type { ImageLayer } from '../contract/images.ts'
import type { Halley } from '../halley.ts'
import { reachOf } from '../inputs/openRoots.ts'
import { rightFault } from '../items/rightFault.ts'
import { findImage, type ImageQuestion } from './findImage.ts'
import { changedFault, fileOfLayer, pathOfFile } from './openLayer.ts'

/** A FITS file of an image, to be streamed. */
export interface ImageFileStream extends FileStream {
  readonly name: string
}

/**
 * A FITS file of an image as it is on this host: only the one that was processed, and only inside the folders that are open.
 *
 * @returns the faults of finding the image and of its file, `right.denied`, `image.changed`, `file.outside`
 */
export async function openImageFile(halley: Halley, question: ImageQuestion, layer: ImageLayer): Promise<Result<ImageFileStream>> {
  const found = await findImage(halley, question)
  if (!found.ok) return found
  const denied = await rightFault(halley, 'export', found.value.run.id)
  if (denied) return failure(denied)
  const file = fileOfLayer(found.value.files, layer)
  if (!file.ok) return file
  const path = pathOfFile(file.value)
  const opened = await openInputStream(path, reachOf(halley.door))
  if (!opened.ok) return opened
  const changed = await changedFault(halley, file.value)
  if (!changed) return success({ ...opened.value, name: basename(path) })
  opened.value.stream.destroy()
  return failure(changed)
}
