import type { ExpectedImages } from '../../pipeline/coverage/expectedImages.ts'
import type { ForcedPoints } from '../../pipeline/statistics/lightCurves.ts'
import type { MeasuredImage } from './measureMissing.ts'

/** The forced fits of a run as points of light curves; ids count on from `firstId` in the order (image, source). */
export function forcedPoints(measured: readonly MeasuredImage[], firstId: number): ForcedPoints {
  const count = measured.reduce((sum, { fits }) => sum + fits.fitted.reduce((fitted, flag) => fitted + flag, 0), 0)
  const points = {
    count,
    source: new Int32Array(count),
    imageIndex: new Int32Array(count),
    id: Float64Array.from({ length: count }, (_, point) => firstId + point),
    fluxMjy: new Float64Array(count),
    fluxErrMjy: new Float64Array(count),
  }
  let point = 0
  for (const { imageIndex, requests, fits } of measured) {
    for (let row = 0; row < fits.count; row++) {
      if (fits.fitted[row] === 0) continue
      points.source[point] = requests.source[row]
      points.imageIndex[point] = imageIndex
      points.fluxMjy[point] = fits.fluxMjy[row]
      points.fluxErrMjy[point] = fits.fluxErrMjy[row]
      point++
    }
  }
  return points
}

/** Coverage and noise at every expected place, in the order of the expected images. */
export function coverageAtPlaces(measured: readonly MeasuredImage[], expected: ExpectedImages) {
  const covered = new Uint8Array(expected.count)
  const rmsMjy = new Float64Array(expected.count).fill(NaN)
  for (const { first, fits } of measured) {
    covered.set(fits.covered, first)
    rmsMjy.set(fits.rmsMjy, first)
  }
  return { covered, rmsMjy }
}
