import type { SourceDetails } from '../../../app/contract/sources.ts'
import type { CurveOptions, CurvePoint } from '../../plots/curve/curvePoint.ts'
import type { FigureRows } from '../../plots/figure.ts'
import type { SourceSearch } from './sourcesSearch.ts'

/** The light curve of a source in one of its flux densities. */
export function curveOfSource({ measurements }: SourceDetails, isPeak: boolean): readonly CurvePoint[] {
  return measurements.map((point) => ({
    id: point.id,
    timeMs: Date.parse(point.timeUtc),
    mjd: point.mjd,
    value: isPeak ? point.peakMjy : point.integratedMjy,
    error: isPeak ? point.peakErrorMjy : point.integratedErrorMjy,
    isForced: point.isForced,
    frequencyMhz: point.frequencyMhz,
  }))
}

/** Forced fits below this many times their error are upper limits, unless told otherwise. */
const usualLimit = 3

/** How the address asks for the light curve to be drawn. */
export function curveOptions({ flux, scale, time, limit = usualLimit }: SourceSearch): Omit<CurveOptions, 'range'> {
  const isPeak = flux !== 'integrated'
  return {
    label: isPeak ? 'Peak flux density' : 'Integrated flux density',
    unit: isPeak ? 'mJy/beam' : 'mJy',
    time: time ?? 'date',
    isLogFlux: scale === 'log',
    limitSigma: limit === 0 ? null : limit,
    isByBand: true,
  }
}

/** The light curve as a table: every value that the plot may show. */
export function curveRows({ measurements }: SourceDetails): FigureRows {
  return {
    columns: [
      { name: 'time', unit: 'UTC' },
      { name: 'mjd', unit: 'd' },
      { name: 'flux_peak', unit: 'mJy/beam' },
      { name: 'flux_peak_err', unit: 'mJy/beam' },
      { name: 'flux_int', unit: 'mJy' },
      { name: 'flux_int_err', unit: 'mJy' },
      { name: 'local_rms', unit: 'mJy/beam' },
      { name: 'snr' },
      { name: 'forced' },
      { name: 'frequency', unit: 'MHz' },
      { name: 'ra', unit: 'deg' },
      { name: 'dec', unit: 'deg' },
      { name: 'image' },
      { name: 'measurement_id' },
    ],
    rows: measurements.map((point) => [
      point.timeUtc,
      point.mjd,
      point.peakMjy,
      point.peakErrorMjy,
      point.integratedMjy,
      point.integratedErrorMjy,
      point.noiseMjy,
      point.snr,
      point.isForced,
      point.frequencyMhz,
      point.raDeg,
      point.decDeg,
      point.image,
      point.id,
    ]),
  }
}
