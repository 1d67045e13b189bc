import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { chooseCovered } from '../../pipeline/coverage/chooseCovered.ts'
import type { ExpectedImages } from '../../pipeline/coverage/expectedImages.ts'
import type { Detections } from '../../pipeline/detections.ts'
import type { EarlierPlaces } from '../../pipeline/forced/earlierPlaces.ts'
import type { ForcedFits, ForcedRequests } from '../../pipeline/forced/requests.ts'
import type { SourcePositions } from '../../pipeline/statistics/sourcePositions.ts'
import type { RunSettings } from '../contract/config.ts'
import type { TaskPool } from '../workers/taskPool.ts'
import { transferables } from '../workers/tasks.ts'
import type { RunImage } from './runImage.ts'

export interface MeasureInput {
  readonly images: readonly RunImage[]
  readonly detections: Pick<Detections, 'fluxPeakMjy'>
  readonly positions: SourcePositions
  readonly expected: ExpectedImages
  readonly settings: RunSettings['sourceMonitoring']
  /** What images said before, by their numbers: taken over where a measurement would give the same. */
  readonly earlierPlaces: ReadonlyMap<number, EarlierPlaces>
  readonly scratch: string
  readonly onImage: () => void
}

/** What one image says at the places of the sources that it missed; `first` is the row in {@link ExpectedImages}. */
export interface MeasuredImage {
  readonly imageIndex: number
  readonly first: number
  readonly requests: ForcedRequests
  /** All that it says. */
  readonly looked: ForcedFits
  /** The same with what does not count, because another image speaks for the epoch, taken out. */
  readonly fits: ForcedFits
}

export interface MeasuredImages {
  readonly images: readonly MeasuredImage[]
  /** Of all fits, those that were taken over from before. */
  readonly takenOver: number
}

/** Rows `[first, last)` of the expected images that belong to each image; they stand sorted by image. */
function rowsOfImages({ count, imageIndex }: ExpectedImages, imageCount: number): readonly (readonly [number, number])[] {
  const rows: [number, number][] = []
  let first = 0
  for (let image = 0; image < imageCount; image++) {
    let last = first
    while (last < count && imageIndex[last] === image) last++
    rows.push([first, last])
    first = last
  }
  return rows
}

function requestsOf(input: MeasureInput, image: RunImage, first: number, last: number): ForcedRequests {
  const { expected, positions, detections, settings } = input
  const source = expected.source.slice(first, last)
  const wantsFit = Uint8Array.from(source, (s) => {
    const fluxPeakMjy = detections.fluxPeakMjy[expected.firstDetection[s]]
    return settings.monitor && fluxPeakMjy / image.image.rmsMinMjy > settings.minSigma ? 1 : 0
  })
  return {
    count: source.length,
    source,
    x: expected.x.slice(first, last),
    y: expected.y.slice(first, last),
    raDeg: Float64Array.from(source, (s) => positions.raDeg[s]),
    decDeg: Float64Array.from(source, (s) => positions.decDeg[s]),
    wantsFit,
  }
}

/** Takes back what images say that do not count, so that one image at most speaks for a source in an epoch. */
function oneAnEpoch(measured: readonly MeasuredImage[], expected: ExpectedImages): readonly MeasuredImage[] {
  const covered = new Uint8Array(expected.count)
  const fitted = new Uint8Array(expected.count)
  for (const { first, looked } of measured) {
    covered.set(looked.covered, first)
    fitted.set(looked.fitted, first)
  }
  const counts = chooseCovered(expected, { covered, fitted })
  return measured.map((image) => {
    const { first, looked } = image
    const ifCounted = (flag: number, row: number) => flag & counts[first + row]
    return { ...image, fits: { ...looked, covered: looked.covered.map(ifCounted), fitted: looked.fitted.map(ifCounted) } }
  })
}

/**
 * Looks at every place where an image should have shown a source and did not: whether its pixels cover it, the noise
 * there and, with source monitoring on, a forced fit. Of the images of an epoch that should have shown it the nearest
 * whose pixels do counts. One task an image; images without such places are not opened.
 */
export async function measureMissing(input: MeasureInput, pool: TaskPool): Promise<Result<MeasuredImages>> {
  const { images, expected, settings, earlierPlaces, scratch, onImage } = input
  const { edgeBufferScale, clusterThreshold, allowNan } = settings
  const tasks = rowsOfImages(expected, images.length).flatMap(([first, last], imageIndex) => {
    const image = images[imageIndex]
    return image && last > first ? [{ image, imageIndex, first, requests: requestsOf(input, image, first, last) }] : []
  })
  const outcomes = await Promise.all(
    tasks.map(async ({ image, requests }) => {
      const earlier = earlierPlaces.get(image.number) ?? null
      const fitSettings = { edgeBufferScale, clusterThreshold, allowNan }
      const task = { files: image.files, facts: image.image, requests, settings: fitSettings, earlier, scratch }
      const outcome = await pool.run('measurePositions', task, transferables(earlier))
      onImage()
      return outcome
    }),
  )
  const measured: MeasuredImage[] = []
  let takenOver = 0
  for (const [index, { imageIndex, first, requests }] of tasks.entries()) {
    const outcome = outcomes[index]
    if (!outcome) throw new Error('Each task has an outcome.')
    if (!outcome.ok) return outcome
    const { fits } = outcome.value
    takenOver += outcome.value.takenOver
    measured.push({ imageIndex, first, requests, looked: fits, fits })
  }
  return success({ images: oneAnEpoch(measured, expected), takenOver })
}
