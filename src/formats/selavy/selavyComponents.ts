/**
 * The components of one Selavy catalogue, in catalogue order: one entry a component in every column, as the file has
 * them, in the units of the names. Nothing is dropped, floored or corrected here.
 *
 * NaN stands for a blank or `nan` in `chiSquaredFit`, `spectralIndex` and the `psf...` columns alone; every other number
 * is finite. Selavy itself writes -99 for "no spectral index".
 */
export interface SelavyComponents {
  readonly count: number
  readonly islandId: readonly string[]
  /** Unique in the catalogue, never blank. */
  readonly componentId: readonly string[]
  /** rms_image: the local noise, mJy/beam. */
  readonly localRmsMjy: Float64Array
  /** ra_deg_cont, [0, 360). */
  readonly raDeg: Float64Array
  readonly raErrArcsec: Float64Array
  /** dec_deg_cont, [-90, 90]. */
  readonly decDeg: Float64Array
  readonly decErrArcsec: Float64Array
  /** mJy/beam. */
  readonly fluxPeakMjy: Float64Array
  readonly fluxPeakErrMjy: Float64Array
  readonly fluxIntMjy: Float64Array
  readonly fluxIntErrMjy: Float64Array
  /** maj_axis: full width at half maximum of the fitted Gaussian. */
  readonly bmajArcsec: Float64Array
  readonly errBmajArcsec: Float64Array
  readonly bminArcsec: Float64Array
  readonly errBminArcsec: Float64Array
  readonly paDeg: Float64Array
  readonly errPaDeg: Float64Array
  /** maj_axis_deconv: the size after deconvolution from the beam; named `psf_bmaj` in the output tables. */
  readonly psfBmajArcsec: Float64Array
  readonly psfBminArcsec: Float64Array
  readonly psfPaDeg: Float64Array
  readonly chiSquaredFit: Float64Array
  readonly spectralIndex: Float64Array
  /** 1 or 0. */
  readonly flagC4: Uint8Array
  /** 1 or 0, 255 where the catalogue leaves it blank. */
  readonly spectralIndexFromTt: Uint8Array
  /** 1 or 0. */
  readonly hasSiblings: Uint8Array
}
