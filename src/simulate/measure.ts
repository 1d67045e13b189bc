import { areaOfMoments, type Ellipse, ellipseOfMoments, momentsOfEllipse } from './ellipse.ts'
import type { Blends } from './blends.ts'
import { condonErrors } from './condonErrors.ts'
import type { SurveyOptions } from './options.ts'
import type { RandomStream } from './random.ts'
import { degToRad } from '../sky/angle.ts'

/** Sources whose centre is nearer to the edge than this are not fitted, pixels. */
const edgePixels = 3

/** What a source finder measures on the pixels of one image: one entry a component, in order of discovery. */
export interface Detected {
  readonly count: number
  /** Index of the blend that it is, or -1 for a peak of the noise alone. */
  readonly blend: Int32Array
  /** Fitted position, pixels. */
  readonly x: Float64Array
  readonly y: Float64Array
  readonly peakMjy: Float64Array
  readonly intMjy: Float64Array
  readonly rmsMjy: Float64Array
  /** Fitted ellipse; position angle against the image's own axes. */
  readonly majorArcsec: Float64Array
  readonly minorArcsec: Float64Array
  readonly paDeg: Float64Array
}

/** The image before sources are added: noise alone, and its level. */
export interface NoiseField {
  readonly size: number
  /** Noise of a pixel, mJy/beam; NaN where it is blank. */
  noiseMjy(x: number, y: number): number
  rmsMjy(x: number, y: number): number
  /** Pixels, as y * size + x, that are local maxima above the threshold by noise alone, in rising order. */
  readonly peaks: readonly number[]
}

/**
 * Measures blends and noise peaks. The peak is the true one plus the noise that the image has at that pixel; where it
 * reaches the threshold, axes, angle and position are drawn about the truth with Condon's errors for that peak (axes in
 * the logarithm, so that they stay positive), and the integrated flux density follows from peak and axes as in a fit.
 */
export function measureSources(options: SurveyOptions, blends: Blends, field: NoiseField, beam: Ellipse, random: RandomStream): Detected {
  const detected = new DetectedColumns(blends.count + field.peaks.length)
  const beamMoments = momentsOfEllipse(beam)
  const beamArea = areaOfMoments(beamMoments)
  for (let b = 0; b < blends.count; b++) {
    const moments = { ee: blends.ee[b], en: blends.en[b], nn: blends.nn[b] }
    const peakMjy = (blends.fluxMjy[b] * beamArea) / areaOfMoments(moments)
    detected.measure(options, field, beam, { blend: b, x: blends.x[b], y: blends.y[b], peakMjy, shape: ellipseOfMoments(moments) }, random)
  }
  for (const pixel of field.peaks) {
    const x = pixel % field.size
    const y = Math.floor(pixel / field.size)
    if (isNearBlend(blends, x, y, beam.majorArcsec / options.pixelScaleArcsec)) continue
    detected.measure(options, field, beam, { blend: -1, x, y, peakMjy: 0, shape: beam }, random)
  }
  return detected.trimmed()
}

function isNearBlend(blends: Blends, x: number, y: number, radiusPixels: number): boolean {
  for (let b = 0; b < blends.count; b++) {
    if (Math.hypot(blends.x[b] - x, blends.y[b] - y) < radiusPixels) return true
  }
  return false
}

interface TrueGaussian {
  readonly blend: number
  readonly x: number
  readonly y: number
  readonly peakMjy: number
  readonly shape: Ellipse
}

class DetectedColumns {
  count = 0
  readonly blend: Int32Array
  readonly x: Float64Array
  readonly y: Float64Array
  readonly peakMjy: Float64Array
  readonly intMjy: Float64Array
  readonly rmsMjy: Float64Array
  readonly majorArcsec: Float64Array
  readonly minorArcsec: Float64Array
  readonly paDeg: Float64Array

  constructor(capacity: number) {
    this.blend = new Int32Array(capacity)
    this.x = new Float64Array(capacity)
    this.y = new Float64Array(capacity)
    this.peakMjy = new Float64Array(capacity)
    this.intMjy = new Float64Array(capacity)
    this.rmsMjy = new Float64Array(capacity)
    this.majorArcsec = new Float64Array(capacity)
    this.minorArcsec = new Float64Array(capacity)
    this.paDeg = new Float64Array(capacity)
  }

  /** Adds a row if the Gaussian, with the noise at its centre, reaches the threshold. */
  measure(options: SurveyOptions, field: NoiseField, beam: Ellipse, truth: TrueGaussian, random: RandomStream): void {
    const column = Math.round(truth.x)
    const row = Math.round(truth.y)
    const last = field.size - 1 - edgePixels
    if (Math.min(column, row) < edgePixels || Math.max(column, row) > last) return
    const rmsMjy = field.rmsMjy(column, row)
    const peakMjy = truth.peakMjy + field.noiseMjy(column, row)
    if (!(peakMjy >= options.detectionSigma * rmsMjy)) return
    const i = this.count++
    const errors = condonErrors(truth.shape, beam, peakMjy / rmsMjy)
    const major = truth.shape.majorArcsec * Math.exp((errors.majorArcsec / truth.shape.majorArcsec) * random.normal())
    const minor = truth.shape.minorArcsec * Math.exp((errors.minorArcsec / truth.shape.minorArcsec) * random.normal())
    const paDeg = truth.shape.paDeg + errors.paDeg * random.normal() + (major < minor ? 90 : 0)
    this.blend[i] = truth.blend
    this.rmsMjy[i] = rmsMjy
    this.peakMjy[i] = peakMjy
    this.majorArcsec[i] = Math.max(major, minor)
    this.minorArcsec[i] = Math.min(major, minor)
    this.paDeg[i] = ((paDeg % 180) + 180) % 180
    this.intMjy[i] = (peakMjy * major * minor) / (beam.majorArcsec * beam.minorArcsec)
    const along = errors.alongArcsec * random.normal()
    const across = errors.acrossArcsec * random.normal()
    const sinPa = Math.sin(degToRad(truth.shape.paDeg))
    const cosPa = Math.cos(degToRad(truth.shape.paDeg))
    this.x[i] = truth.x - (along * sinPa - across * cosPa) / options.pixelScaleArcsec
    this.y[i] = truth.y + (along * cosPa + across * sinPa) / options.pixelScaleArcsec
  }

  trimmed(): Detected {
    const { count } = this
    return {
      count,
      blend: this.blend.slice(0, count),
      x: this.x.slice(0, count),
      y: this.y.slice(0, count),
      peakMjy: this.peakMjy.slice(0, count),
      intMjy: this.intMjy.slice(0, count),
      rmsMjy: this.rmsMjy.slice(0, count),
      majorArcsec: this.majorArcsec.slice(0, count),
      minorArcsec: this.minorArcsec.slice(0, count),
      paDeg: this.paDeg.slice(0, count),
    }
  }
}
