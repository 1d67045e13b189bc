import { settle, success, type Result } from '../../fault/fault.ts'
import { memoryByteSource } from '../../formats/byteSource.ts'
import { openPreview, type Preview } from '../../formats/preview/previewFile.ts'
import { openFileSource } from '../../store/files/fileByteSource.ts'
import { everything } from '../../store/files/roots.ts'
import { keepPreview } from '../../store/publishing/keepPreview.ts'
import type { Halley } from '../halley.ts'
import { makePreview } from '../process/tasks/makePreview.ts'
import type { FoundImage } from './findImage.ts'
import { openLayer, pathOfFile } from './openLayer.ts'

const MJY_PER_JY = 1000

/** A preview that is open; whoever opened it closes it. */
export interface OpenedPreview {
  readonly preview: Preview
  readonly bytes: number
  close(): Promise<void>
}

/** Those that are being made in this process, one at a time, by the ids of their images. */
const making = new Map<string, Promise<Result<Uint8Array>>>()
let last: Promise<unknown> = Promise.resolve()

async function makeFrom(halley: Halley, { image, facts, files }: FoundImage): Promise<Result<Uint8Array>> {
  // Nothing is made of a file that is not the one that was processed.
  const opened = await openLayer(halley, files, 'image')
  if (!opened.ok) return opened
  await opened.value.close()
  const pathOf = (role: string) => {
    const file = files.find((each) => each.role === role)
    return file ? pathOfFile(file) : null
  }
  const made = await makePreview({
    imagePath: opened.value.image.name,
    noisePath: pathOf('noise'),
    backgroundPath: pathOf('background'),
    noiseJy: facts.rmsMedianMjy / MJY_PER_JY,
    scratch: halley.scratch,
  })
  // One that cannot be kept is made again at the next look.
  if (made.ok) await keepPreview(halley.store, image.id, made.value)
  return made
}

function makeOnce(halley: Halley, found: FoundImage): Promise<Result<Uint8Array>> {
  const { id } = found.image
  const known = making.get(id)
  if (known) return known
  const made = last.then(() => makeFrom(halley, found)).finally(() => making.delete(id))
  last = made.catch(() => null)
  making.set(id, made)
  return made
}

/**
 * Opens the preview of an image, and makes it first where the image came into the store without one.
 *
 * @returns the faults of the image's file where there is none and none can be made; `image.preview`
 */
export async function previewOf(halley: Halley, found: FoundImage): Promise<Result<OpenedPreview>> {
  const kept = await openFileSource(halley.store.paths.imagePreview(found.image.id), everything)
  if (kept.ok) {
    const preview = await settle(() => openPreview(kept.value))
    if (preview.ok) return success({ preview: preview.value, bytes: kept.value.byteLength, close: () => kept.value.close() })
    await kept.value.close()
    return preview
  }
  const made = await makeOnce(halley, found)
  if (!made.ok) return made
  const preview = await settle(() => openPreview(memoryByteSource(`preview of ${found.image.name}`, made.value)))
  return preview.ok ? success({ preview: preview.value, bytes: made.value.length, close: () => Promise.resolve() }) : preview
}
