import type { ExpectedImages } from '../coverage/expectedImages.ts'
import type { Detections } from '../detections.ts'

export interface NewSourceInput {
  /** The images that should show each source and did not. */
  readonly expected: Pick<ExpectedImages, 'count' | 'source' | 'imageIndex' | 'beforeFirst' | 'firstDetection'>
  /** For each of them: 1 where its pixels really cover the source, and its noise there, mJy/beam. */
  readonly covered: Uint8Array
  readonly rmsMjy: Float64Array
  readonly detections: Pick<Detections, 'fluxPeakMjy'>
  /** Smallest noise of each image of the run, mJy/beam. */
  readonly imageRmsMinMjy: Float64Array
  /** `new_sources.min_sigma`. */
  readonly minSigma: number
}

/** One entry a source. */
export interface NewSources {
  /** 1 where the first image that covers the source does not show it though it could. */
  readonly isNew: Uint8Array
  /** Highest significance that the first detection would have had in an earlier image; 0 for sources that are not new. */
  readonly newHighSigma: Float64Array
}

/**
 * Sources that appeared: an image before the first detection covers the place, and the peak flux of that detection is
 * `minSigma` times the smallest noise of the image or more. Their significance is the highest of peak flux over noise
 * at the place among these images. (The VAST Pipeline names the highest and stores the lowest.)
 */
export function newSources({ expected, covered, rmsMjy, detections, imageRmsMinMjy, minSigma }: NewSourceInput): NewSources {
  const { count, source, imageIndex, beforeFirst, firstDetection } = expected
  const isNew = new Uint8Array(firstDetection.length)
  const newHighSigma = new Float64Array(firstDetection.length)
  for (let i = 0; i < count; i++) {
    if (beforeFirst[i] === 0 || covered[i] === 0 || !(rmsMjy[i] > 0)) continue
    const fluxPeakMjy = detections.fluxPeakMjy[firstDetection[source[i]]]
    if (!(fluxPeakMjy / imageRmsMinMjy[imageIndex[i]] >= minSigma)) continue
    isNew[source[i]] = 1
    newHighSigma[source[i]] = Math.max(newHighSigma[source[i]], fluxPeakMjy / rmsMjy[i])
  }
  return { isNew, newHighSigma }
}
