import type { ImageFacts } from './image.ts'

/**
 * The columns of all catalogue measurements of a run that association and statistics need, image after image in the
 * order of the run's image list (time, name, content), rows in catalogue order.
 */
export interface Detections {
  readonly count: number
  /** Measurement id: image number x 2^20 + row; below 2^53. */
  readonly id: Float64Array
  /** Index into the run's ordered image list. */
  readonly imageIndex: Int32Array
  readonly raDeg: Float64Array
  readonly decDeg: Float64Array
  readonly uncertaintyEwDeg: Float64Array
  readonly uncertaintyNsDeg: Float64Array
  readonly fluxPeakMjy: Float64Array
  readonly fluxPeakErrMjy: Float64Array
  readonly fluxIntMjy: Float64Array
  readonly fluxIntErrMjy: Float64Array
  readonly snr: Float64Array
  readonly compactness: Float64Array
  readonly hasSiblings: Uint8Array
  readonly fluxPeakIslRatio: Float64Array
  readonly fluxIntIslRatio: Float64Array
}

/** One image of a run as association and coverage see it: its facts and the epoch it belongs to. */
export interface EpochImage {
  readonly image: ImageFacts
  /** Index of the epoch, 0-based, in time order; images of one epoch share it. */
  readonly epoch: number
}

/**
 * Who belongs to which source: one entry a (source, detection) pair, sorted by source, those of a source in the order
 * of the epochs; a detection may belong to several sources. Sources are numbered 0 .. sourceCount - 1.
 */
export interface Associations {
  readonly sourceCount: number
  readonly source: Int32Array
  /** Row in {@link Detections}. */
  readonly detection: Int32Array
  /** Separation from the source's mean position when it was associated, arcsec; 0 for the first. */
  readonly separationArcsec: Float64Array
  /** De Ruiter radius of the association, dimensionless; 0 where the method does not compute it. */
  readonly deRuiterRadius: Float64Array
  /** Directed relations, both directions present, unique, sorted by (from, to). */
  readonly relationFrom: Int32Array
  readonly relationTo: Int32Array
}
