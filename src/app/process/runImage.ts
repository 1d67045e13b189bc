import type { EpochImage } from '../../pipeline/detections.ts'
import type { InputImage } from '../config/validate.ts'

/** One image of a run, ingested. */
export interface RunImage extends EpochImage {
  /** The image's object in the store. */
  readonly imageId: string
  /** Its number, from which its measurement ids come. */
  readonly number: number
  readonly files: InputImage
  readonly measurementsPath: string
  readonly measurementCount: number
  /** Hash of what makes it this image: the last word where time and name are equal. */
  readonly contentHash: string
}

type UnorderedImage = Omit<RunImage, 'epoch'>

function byTime(a: UnorderedImage, b: UnorderedImage): number {
  const keys = (one: typeof a) => [one.image.timeUtc, one.image.name, one.contentHash] as const
  const [left, right] = [keys(a), keys(b)]
  const differing = left.findIndex((key, index) => key !== right[index])
  return differing < 0 ? 0 : (left[differing] ?? '') < (right[differing] ?? '') ? -1 : 1
}

/**
 * Puts the images of a run into their order: by time, then name, then content. Without epochs in the configuration each
 * image is an epoch of its own; with them, epochs keep the order in which the configuration sorts their keys.
 */
export function orderImages(images: readonly UnorderedImage[], isEpochBased: boolean): RunImage[] {
  const epochOfKey = new Map([...new Set(images.map(({ files }) => files.epochKey))].map((key, epoch) => [key, epoch]))
  const ordered = [...images].sort(byTime)
  return ordered.map((image, index) => ({ ...image, epoch: isEpochBased ? (epochOfKey.get(image.files.epochKey) ?? 0) : index }))
}
