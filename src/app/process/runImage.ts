import type { EpochImage } from '../../pipeline/detections.ts'
import type { ImageFacts } from '../../pipeline/image.ts'
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
}

export interface UnorderedImage extends Omit<RunImage, 'epoch'> {
  /** Hash of its content: the last word where time and name are equal. */
  readonly identity: string
}

function byTime(a: { image: ImageFacts; identity: string }, b: { image: ImageFacts; identity: string }): number {
  const keys = (one: typeof a) => [one.image.timeUtc, one.image.name, one.identity] as const
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
  return ordered.map(({ imageId, number, files, image, measurementsPath, measurementCount }, index) => {
    const epoch = isEpochBased ? (epochOfKey.get(files.epochKey) ?? 0) : index
    return { imageId, number, files, image, measurementsPath, measurementCount, epoch }
  })
}
