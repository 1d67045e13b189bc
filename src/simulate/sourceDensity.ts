import { arcsecToDeg } from '../sky/angle.ts'
import { isBlankAt, noiseProfile } from './imageMaps.ts'
import type { SurveyOptions } from './options.ts'

/** Components closer than this many beams (full widths) are fitted as one. */
export const blendRadiusBeams = 0.9

/**
 * Sources per square degree that give the wanted number of components in an image: the counts above the threshold
 * averaged over the image's noise, times what noise lifts over it (Eddington bias), what companions add, what extension
 * takes away, and what blending adds, where faint neighbours lift each other over the threshold. All to first order; the
 * last with a factor found on surveys of up to one source in 30 beams.
 */
export function sourcesPerSquareDegree(options: SurveyOptions): number {
  const slope = -options.fluxSlope
  const companions = 1 + (options.doubleFraction * (1 - 0.3 ** slope)) / (slope * Math.log(1 / 0.3))
  const eddington = 1 + (slope * (slope + 1)) / (2 * options.detectionSigma ** 2)
  const detectable = detectableFraction(options) * companions * eddington * (1 - 0.5 * options.extendedFraction)
  const imageArea = arcsecToDeg(options.sizePixels * options.pixelScaleArcsec) ** 2
  const beamsApart = Math.PI * options.beamMajorArcsec * options.beamMinorArcsec * (blendRadiusBeams / 3600) ** 2
  const blended = Math.min(0.5, (options.componentsPerImage / imageArea) * beamsApart)
  return options.componentsPerImage / (imageArea * detectable * (1 + 0.5 * blended))
}

/** The fraction of true sources that stand above the threshold, averaged over the image. */
function detectableFraction(options: SurveyOptions): number {
  const cells = 64
  let sum = 0
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const dx = (2 * column + 1) / cells - 1
      const dy = (2 * row + 1) / cells - 1
      if (isBlankAt(options, dx, dy)) continue
      const threshold = (options.detectionSigma * noiseProfile(options, dx, dy)) / options.faintestSigma
      sum += Math.max(1, threshold) ** options.fluxSlope
    }
  }
  return sum / (cells * cells)
}
