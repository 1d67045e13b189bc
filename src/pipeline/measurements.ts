/**
 * The measurements of one image: `count` rows, one array a column. Catalogue components and forced fits alike.
 * All angles in the unit of their name; positions in the frame of the image (ICRS or FK5 J2000); flux densities mJy/beam (peak) and mJy (integrated).
 */
export interface Measurements {
  readonly count: number
  readonly islandId: readonly string[]
  readonly componentId: readonly string[]
  readonly name: readonly string[]
  readonly localRmsMjy: Float64Array
  readonly raDeg: Float64Array
  /** True angle on the sky along east-west, not a difference of right ascensions. */
  readonly raErrDeg: Float64Array
  readonly decDeg: Float64Array
  readonly decErrDeg: Float64Array
  readonly fluxPeakMjy: Float64Array
  readonly fluxPeakErrMjy: Float64Array
  readonly fluxIntMjy: Float64Array
  readonly fluxIntErrMjy: Float64Array
  readonly bmajArcsec: Float64Array
  readonly errBmajArcsec: Float64Array
  readonly bminArcsec: Float64Array
  readonly errBminArcsec: Float64Array
  readonly paDeg: Float64Array
  readonly errPaDeg: Float64Array
  readonly psfBmajArcsec: Float64Array
  readonly psfBminArcsec: Float64Array
  readonly psfPaDeg: Float64Array
  readonly flagC4: Uint8Array
  readonly chiSquaredFit: Float64Array
  readonly spectralIndex: Float64Array
  /** 0, 1, or 255 where the catalogue leaves it blank. */
  readonly spectralIndexFromTt: Uint8Array
  readonly hasSiblings: Uint8Array
  readonly snr: Float64Array
  readonly compactness: Float64Array
  readonly ewSysErrDeg: Float64Array
  readonly nsSysErrDeg: Float64Array
  readonly errorRadiusDeg: Float64Array
  readonly uncertaintyEwDeg: Float64Array
  readonly uncertaintyNsDeg: Float64Array
  readonly fluxIntIslRatio: Float64Array
  readonly fluxPeakIslRatio: Float64Array
}
