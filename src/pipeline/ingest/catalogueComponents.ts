/**
 * The components of one image's catalogue as ingest takes them: the columns that the Selavy source finder writes, in
 * the units of the names, one entry a component. Every number is finite but for `chiSquaredFit`, `spectralIndex` and
 * the `psf...` columns, where NaN is a blank; component ids are unique.
 */
export interface CatalogueComponents {
  readonly count: number
  readonly islandId: readonly string[]
  readonly componentId: readonly string[]
  /** Local noise, mJy/beam; 0 or less where the source finder has none. */
  readonly localRmsMjy: Float64Array
  readonly raDeg: Float64Array
  readonly raErrArcsec: Float64Array
  readonly decDeg: Float64Array
  readonly decErrArcsec: Float64Array
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
  readonly chiSquaredFit: Float64Array
  readonly spectralIndex: Float64Array
  readonly flagC4: Uint8Array
  /** 0, 1, or 255 where the catalogue leaves it blank. */
  readonly spectralIndexFromTt: Uint8Array
  readonly hasSiblings: Uint8Array
}
