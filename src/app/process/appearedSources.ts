import type { ExpectedImages } from '../../pipeline/coverage/expectedImages.ts'
import type { Detections } from '../../pipeline/detections.ts'
import { newSources, type NewSources } from '../../pipeline/newSources/newSources.ts'
import { coverageAtPlaces } from './forcedPoints.ts'
import type { MeasuredImage } from './measureMissing.ts'
import type { BuildInput } from './science.ts'

export interface LookedForSources {
  readonly expected: ExpectedImages
  readonly measured: readonly MeasuredImage[]
  /** Those that the first detections of the expected images point at. */
  readonly detections: Pick<Detections, 'fluxPeakMjy'>
}

/** Which sources of a run are new, from what its images say where they missed them. */
export function appearedSources({ images, config }: BuildInput, { expected, measured, detections }: LookedForSources): NewSources {
  const imageRmsMinMjy = Float64Array.from(images, ({ image }) => image.rmsMinMjy)
  const places = coverageAtPlaces(measured, expected)
  return newSources({ expected, ...places, detections, imageRmsMinMjy, minSigma: config.newSources.minSigma })
}
