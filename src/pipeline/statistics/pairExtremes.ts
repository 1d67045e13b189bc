import { pairModulation, pairVs } from '../../sky/variability.ts'

/** |Vs| and |m| of the pair with the largest |m| among those with |Vs| at or above a threshold; 0 and 0 without such a pair. */
export interface PairExtreme {
  vsAbs: number
  mAbs: number
}

/**
 * Fills `out` from all pairs of the first `count` points, none of them kept. Of equal |m| the first pair counts, in
 * the order (earlier, later) point; pairs whose fluxes add to 0 have no m and do not count.
 *
 * @see Mooley et al. 2016, ApJ 818, 105, section 5
 */
export function writePairExtreme(flux: Float64Array, fluxErr: Float64Array, count: number, minAbsVs: number, out: PairExtreme): void {
  out.vsAbs = 0
  out.mAbs = 0
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const vsAbs = Math.abs(pairVs(flux[a], fluxErr[a], flux[b], fluxErr[b]))
      if (!(vsAbs >= minAbsVs)) continue
      const mAbs = Math.abs(pairModulation(flux[a], flux[b]))
      if (mAbs <= out.mAbs || mAbs === Infinity) continue
      out.vsAbs = vsAbs
      out.mAbs = mAbs
    }
  }
}
