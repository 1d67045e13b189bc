import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import type { ImageFacts } from '../../pipeline/image.ts'
import { filesOfImages } from '../../store/catalogue/images.ts'
import { imagesOfResult, type ImageOfResult } from '../../store/catalogue/results.ts'
import type { ImageFileRow } from '../../store/catalogue/schema.ts'
import { readVersion, type ReadVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { findRun } from '../runs/findRun.ts'

/** An image of a version of a run, as the user names it. */
export interface ImageQuestion {
  /** Name or id of a run that uses the image. */
  readonly run: string
  /** Default: the version that is shown. */
  readonly version: number | undefined
  /** The image's number, as `image_id` has it. */
  readonly imageNumber: number
}

/** An image that the user may look at. */
export interface FoundImage extends ReadVersion {
  readonly image: ImageOfResult
  readonly facts: ImageFacts
  readonly files: readonly ImageFileRow[]
}

function noImage(run: string, imageNumber: number): Fault {
  return makeFault('image.notFound', `Run ${run}: expected an image ${imageNumber} in this version, found none.`, {
    hint: 'The images of the run list them with their numbers.',
    data: { run, imageNumber },
  })
}

/** Finds an image of a version. @returns the faults of finding the run and the version, `image.notFound` */
export async function findImage(halley: Halley, { run: name, version, imageNumber }: ImageQuestion): Promise<Result<FoundImage>> {
  const run = await findRun(halley, name)
  if (!run.ok) return run
  const read = await readVersion(halley, run.value, version)
  if (!read.ok) return read
  const images = await imagesOfResult(halley.store.catalogue, read.value.result.id)
  const image = images.find(({ number }) => number === imageNumber)
  if (!image) return failure(noImage(run.value.name, imageNumber))
  const files = await filesOfImages(halley.store.catalogue, [image.id])
  return success({ ...read.value, image, facts: JSON.parse(image.facts) as ImageFacts, files })
}
