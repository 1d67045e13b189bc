import { join } from 'node:path'
import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import type { ImageFileRow } from '../../store/catalogue/schema.ts'
import { fingerprintFile } from '../../store/files/fingerprint.ts'
import { knownFingerprints, rememberedFingerprints } from '../../store/files/knownFingerprints.ts'
import type { ImageLayer } from '../contract/images.ts'
import type { Halley } from '../halley.ts'
import { openImage, type OpenImage } from '../inputs/openImage.ts'
import { reachOfProcessed } from '../inputs/openRoots.ts'

/** Where an input file of an image is on this host. */
export function pathOfFile({ root, path }: ImageFileRow): string {
  return join(root, path)
}

/**
 * Refuses a file that is another than the one that was processed. An image and a background are looked at again where
 * their present state was not seen before; a noise map, of which that would mean all bytes, only by what is remembered.
 */
export async function changedFault(halley: Halley, file: ImageFileRow): Promise<Fault | null> {
  const path = pathOfFile(file)
  const { catalogue } = halley.store
  const isSampled = file.role === 'image' || file.role === 'background'
  const wanted = [{ path, kind: isSampled ? 'sampled' : 'whole' }] as const
  const known = isSampled
    ? await knownFingerprints(catalogue, wanted, fingerprintFile, halley.now())
    : await rememberedFingerprints(catalogue, wanted)
  if (!known.ok) return known.fault
  const [found] = known.value
  if (!found || found.fingerprint === file.fingerprint) return null
  return makeFault('image.changed', `${path}: expected the file that was processed, found another.`, {
    hint: 'Bring the file back as it was, or process the run again.',
    data: { path },
  })
}

/** The file of a map of an image. @returns `image.notFound` for a map that the image has not */
export function fileOfLayer(files: readonly ImageFileRow[], layer: ImageLayer): Result<ImageFileRow> {
  const file = files.find(({ role }) => role === layer)
  if (file) return success(file)
  return failure(
    makeFault('image.notFound', `Expected a ${layer} map of the image, found that it was processed without.`, {
      hint: 'The images of the run list their files.',
      data: { layer },
    }),
  )
}

/**
 * Opens a map of an image, if it is what was processed; whoever opened it closes it.
 *
 * @returns the faults of the file, `image.changed`, `image.notFound`
 */
export async function openLayer(halley: Halley, files: readonly ImageFileRow[], layer: ImageLayer): Promise<Result<OpenImage>> {
  const file = fileOfLayer(files, layer)
  if (!file.ok) return file
  const path = pathOfFile(file.value)
  const opened = await openImage(path, halley.scratch, reachOfProcessed(halley.door, path))
  if (!opened.ok) return opened
  const changed = await changedFault(halley, file.value)
  if (!changed) return opened
  await opened.value.close()
  return failure(changed)
}
