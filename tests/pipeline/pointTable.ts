import type { Associations, Detections } from '../../src/pipeline/detections.ts'
import type { ForcedPoints } from '../../src/pipeline/statistics/lightCurves.ts'

/** One point of a light curve; peak flux is 90 % of the integrated flux of a detection, with half its error. */
export interface DrawnPoint {
  readonly source: number
  readonly image: number
  readonly fluxMjy: number
  readonly errMjy: number
  readonly forced?: boolean
}

export interface PointTable {
  readonly detections: Detections
  readonly associations: Associations
  readonly forced: ForcedPoints
}

/** The tables of a run that consists of the given points. Ids count in the order of the points. */
export function pointTable(points: readonly DrawnPoint[]): PointTable {
  const detected = points.filter((point) => point.forced !== true)
  const forcedPoints = points.filter((point) => point.forced === true)
  const column = (value: (point: DrawnPoint, row: number) => number): Float64Array => Float64Array.from(detected, value)
  return {
    detections: {
      count: detected.length,
      id: column((_, row) => row + 1),
      imageIndex: Int32Array.from(detected, (point) => point.image),
      raDeg: column((point) => (359.999 + point.source * 0.01 + point.image * 1e-5) % 360),
      decDeg: column((point) => -30 + point.source * 0.005),
      uncertaintyEwDeg: column((point) => (1 + point.image) / 3600),
      uncertaintyNsDeg: column(() => 2 / 3600),
      fluxPeakMjy: column((point) => 0.9 * point.fluxMjy),
      fluxPeakErrMjy: column((point) => 0.5 * point.errMjy),
      fluxIntMjy: column((point) => point.fluxMjy),
      fluxIntErrMjy: column((point) => point.errMjy),
      snr: column((point) => point.fluxMjy / point.errMjy),
      compactness: column((point) => 1 + point.image / 10),
      hasSiblings: Uint8Array.from(detected, (point) => point.image % 2),
      fluxPeakIslRatio: column((point) => 1 / (1 + point.image)),
      fluxIntIslRatio: column((point) => 1 / (2 + point.image)),
    },
    associations: {
      sourceCount: Math.max(-1, ...points.map((point) => point.source)) + 1,
      source: Int32Array.from(detected, (point) => point.source),
      detection: Int32Array.from(detected.keys()),
      separationArcsec: new Float64Array(detected.length),
      deRuiterRadius: new Float64Array(detected.length),
      relationFrom: new Int32Array(0),
      relationTo: new Int32Array(0),
    },
    forced: {
      count: forcedPoints.length,
      source: Int32Array.from(forcedPoints, (point) => point.source),
      imageIndex: Int32Array.from(forcedPoints, (point) => point.image),
      id: Float64Array.from(forcedPoints, (_, row) => 2 ** 52 + row),
      fluxMjy: Float64Array.from(forcedPoints, (point) => point.fluxMjy),
      fluxErrMjy: Float64Array.from(forcedPoints, (point) => point.errMjy),
    },
  }
}
