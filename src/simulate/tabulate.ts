import { degToRad } from '../sky/angle.ts'
import { createWcs, type Wcs } from '../sky/wcs.ts'
import { condonErrors, type FitErrors } from './condonErrors.ts'
import { type Ellipse, ellipseOfMoments, fwhmPerSigma, momentsOfEllipse, subtractMoments } from './ellipse.ts'
import { growthSigma, type Islands } from './islands.ts'
import type { Detected } from './measure.ts'
import type { SurveyOptions } from './options.ts'
import type { RandomStream } from './random.ts'
import { letters, type Observation } from './schedule.ts'
import { selavyColumns, type SelavyTable } from './selavyTable.ts'
import { decText, positionName, raText } from './sexagesimal.ts'

const noSpectralIndex = -99

/** One row of a catalogue before it is text. */
type Row = Readonly<Record<string, string | number>>

/** The catalogue of one image as Selavy would write it: text cells with its decimals, in catalogue order. */
export function tabulate(
  options: SurveyOptions,
  observation: Observation,
  detected: Detected,
  islands: Islands,
  random: RandomStream,
): SelavyTable {
  const cells = new Map<string, string[]>(selavyColumns.map((column) => [column.name, []]))
  const wcs = createWcs(observation.wcs)
  for (const [at, i] of islands.order.entries()) {
    const row = {
      ...names(wcs, detected, islands, at),
      ...fit(options, observation, wcs, detected, i),
      ...quality(options, detected, i, random),
    }
    appendRow(cells, { ...row, has_siblings: islands.size[islands.island[at]] > 1 ? 1 : 0 })
  }
  return { count: islands.order.length, cells }
}

function appendRow(cells: Map<string, string[]>, row: Row): void {
  for (const column of selavyColumns) {
    const value = row[column.name]
    cells.get(column.name)?.push(typeof value === 'number' ? value.toFixed(column.decimals ?? 0) : value)
  }
}

function names(wcs: Wcs, detected: Detected, islands: Islands, at: number): Row {
  const i = islands.order[at]
  const { raDeg, decDeg } = wcs.skyFromPixel(detected.x[i], detected.y[i])
  const island = islands.island[at] + 1
  const rounded = Number(raDeg.toFixed(6))
  return {
    island_id: `island_${island}`,
    component_id: `component_${island}${letters(islands.place[at])}`,
    component_name: `J${positionName(raDeg, decDeg)}`,
    ra_hms_cont: raText(raDeg),
    dec_dms_cont: decText(decDeg),
    ra_deg_cont: rounded === 360 ? 0 : rounded,
    dec_deg_cont: decDeg,
    comment: '',
  }
}

function fit(options: SurveyOptions, observation: Observation, wcs: Wcs, detected: Detected, i: number): Row {
  const { beam } = observation
  const inFrame = { majorArcsec: detected.majorArcsec[i], minorArcsec: detected.minorArcsec[i], paDeg: detected.paDeg[i] }
  const northDeg = wcs.localAxes(detected.x[i], detected.y[i]).northAngleDeg
  const shape = { ...inFrame, paDeg: halfTurn(inFrame.paDeg - northDeg) }
  const errors = condonErrors(shape, beam, detected.peakMjy[i] / detected.rmsMjy[i])
  const sinPa = Math.sin(degToRad(shape.paDeg))
  const cosPa = Math.cos(degToRad(shape.paDeg))
  return {
    ra_err: Math.hypot(errors.alongArcsec * sinPa, errors.acrossArcsec * cosPa),
    dec_err: Math.hypot(errors.alongArcsec * cosPa, errors.acrossArcsec * sinPa),
    freq: options.frequencyMhz,
    flux_peak: detected.peakMjy[i],
    flux_peak_err: detected.peakMjy[i] * errors.peakFraction,
    flux_int: detected.intMjy[i],
    flux_int_err: detected.intMjy[i] * errors.intFraction,
    maj_axis: shape.majorArcsec,
    min_axis: shape.minorArcsec,
    pos_ang: shape.paDeg,
    maj_axis_err: errors.majorArcsec,
    min_axis_err: errors.minorArcsec,
    pos_ang_err: errors.paDeg,
    ...deconvolved(shape, { ...beam, paDeg: halfTurn(beam.paDeg - northDeg) }, errors),
  }
}

/** An angle of an axis, in [0, 180). */
function halfTurn(angleDeg: number): number {
  return ((angleDeg % 180) + 180) % 180
}

/** The size without the beam; zeros along an axis that is not wider than the beam, as Selavy has it. */
function deconvolved(shape: Ellipse, beam: Ellipse, errors: FitErrors): Row {
  const own = ellipseOfMoments(subtractMoments(momentsOfEllipse(shape), momentsOfEllipse(beam)))
  return {
    maj_axis_deconv: own.majorArcsec,
    min_axis_deconv: own.minorArcsec,
    pos_ang_deconv: own.paDeg > 90 ? own.paDeg - 180 : own.paDeg,
    maj_axis_deconv_err: widened(shape.majorArcsec, errors.majorArcsec, own.majorArcsec),
    min_axis_deconv_err: widened(shape.minorArcsec, errors.minorArcsec, own.minorArcsec),
    pos_ang_deconv_err: own.majorArcsec > 0 ? Math.min(90, errors.paDeg) : 0,
  }
}

/** The error of an axis without the beam, which the subtraction of squares widens. */
function widened(fitted: number, error: number, axis: number): number {
  return axis > 0 ? Math.min(99_999, (fitted * error) / axis) : 0
}

function quality(options: SurveyOptions, detected: Detected, i: number, random: RandomStream): Row {
  const snr = detected.peakMjy[i] / detected.rmsMjy[i]
  const perPixel = (options.pixelScaleArcsec * fwhmPerSigma) ** 2
  const pixels = (2 * Math.PI * detected.majorArcsec[i] * detected.minorArcsec[i] * Math.log(snr / growthSigma)) / perPixel
  return {
    chi_squared_fit: Math.max(0.1, pixels + Math.sqrt(2 * pixels) * random.normal()),
    rms_fit_gauss: detected.rmsMjy[i] * Math.exp(0.1 * random.normal()),
    spectral_index: noSpectralIndex,
    spectral_curvature: noSpectralIndex,
    spectral_index_err: 0,
    spectral_curvature_err: 0,
    rms_image: detected.rmsMjy[i],
    fit_is_estimate: 0,
    spectral_index_from_TT: 1,
    flag_c4: 0,
  }
}
