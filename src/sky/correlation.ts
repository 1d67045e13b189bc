import type { Gaussian } from './clippedGaussian.ts'

type Values = Float64Array | Float32Array

const CLIP_SIGMA = 3

/**
 * How values and others beside them go together in the core of their Gaussians: Pearson's correlation of the pairs within
 * 3 sigma of both means, about these means. 0 where it is not known.
 */
export function coreCorrelation(x: Values, y: Values, ofX: Gaussian, ofY: Gaussian): number {
  let xx = 0
  let yy = 0
  let xy = 0
  for (let i = 0; i < x.length; i++) {
    const dx = x[i] - ofX.mean
    const dy = y[i] - ofY.mean
    if (Math.abs(dx) > CLIP_SIGMA * ofX.sigma || Math.abs(dy) > CLIP_SIGMA * ofY.sigma) continue
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : 0
}
