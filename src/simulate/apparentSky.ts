import { createWcs, type Wcs } from '../sky/wcs.ts'
import { areaOfMoments, type Moments, momentsOfEllipse } from './ellipse.ts'
import type { SurveyOptions } from './options.ts'
import type { Observation } from './schedule.ts'
import { fluxInEpochMjy, type SkyModel } from './skyModel.ts'

/**
 * Gaussians on the pixels of one image, beam included: positions in pixels (0-based, the image's astrometric error
 * included), integrated flux densities in mJy (its flux-scale error included), second moments in arcsec^2 along the
 * image's own east (towards -x) and north (+y).
 */
export interface Gaussians {
  readonly count: number
  readonly x: Float64Array
  readonly y: Float64Array
  readonly fluxMjy: Float64Array
  readonly ee: Float64Array
  readonly en: Float64Array
  readonly nn: Float64Array
}

/** The true sources as one image shows them. */
export interface ApparentSky extends Gaussians {
  /** Index in the sky model. */
  readonly source: Int32Array
}

export function makeGaussians(count: number): Gaussians {
  const column = () => new Float64Array(count)
  return { count, x: column(), y: column(), fluxMjy: column(), ee: column(), en: column(), nn: column() }
}

/** The sources that are on in the epoch and reach into the image. */
export function projectSky(options: SurveyOptions, model: SkyModel, observation: Observation): ApparentSky {
  const x = new Float64Array(model.count)
  const y = new Float64Array(model.count)
  const wcs = createWcs(observation.wcs)
  wcs.pixelsFromSky(model.raDeg, model.decDeg, x, y)
  const marginPixels = (2 * observation.beam.majorArcsec) / options.pixelScaleArcsec
  const shown: number[] = []
  for (let i = 0; i < model.count; i++) {
    x[i] -= observation.astrometryEastArcsec / options.pixelScaleArcsec
    y[i] += observation.astrometryNorthArcsec / options.pixelScaleArcsec
    const isNear = Math.min(x[i], y[i]) > -marginPixels && Math.max(x[i], y[i]) < options.sizePixels + marginPixels
    if (isNear && fluxInEpochMjy(model, i, observation.epoch) > 0) shown.push(i)
  }
  const sky = { ...makeGaussians(shown.length), source: Int32Array.from(shown) }
  const beam = momentsOfEllipse(observation.beam)
  for (const [at, i] of shown.entries()) {
    const own = intrinsicMoments(model, i, wcs, x[i], y[i])
    sky.x[at] = x[i]
    sky.y[at] = y[i]
    sky.fluxMjy[at] = fluxInEpochMjy(model, i, observation.epoch) * observation.fluxScale
    sky.ee[at] = beam.ee + own.ee
    sky.en[at] = beam.en + own.en
    sky.nn[at] = beam.nn + own.nn
  }
  return sky
}

/** The moments of a source's own size, along the image's axes, which lean against north away from the image's centre. */
function intrinsicMoments(model: SkyModel, source: number, wcs: Wcs, x: number, y: number): Moments {
  if (model.majorArcsec[source] === 0) return { ee: 0, en: 0, nn: 0 }
  const paDeg = model.paDeg[source] + wcs.localAxes(x, y).northAngleDeg
  return momentsOfEllipse({ majorArcsec: model.majorArcsec[source], minorArcsec: model.minorArcsec[source], paDeg })
}

/**
 * Adds Gaussians to an image in Jy/beam, each out to five standard deviations, where four millionths of its peak are
 * left. Along a row a Gaussian's next value is its last times a ratio that itself changes by a constant factor: two
 * products a pixel instead of an exponential.
 */
export function addGaussians(sky: Gaussians, beamArea: number, pixelScaleArcsec: number, image: Float32Array, size: number): void {
  for (let i = 0; i < sky.count; i++) {
    const moments = { ee: sky.ee[i], en: sky.en[i], nn: sky.nn[i] }
    const area = areaOfMoments(moments)
    const peakJy = (sky.fluxMjy[i] / 1000) * (beamArea / area)
    const perPixel = (pixelScaleArcsec / area) ** 2
    const a = moments.nn * perPixel
    const b = moments.en * perPixel
    const c = moments.ee * perPixel
    const reachX = (5 * Math.sqrt(moments.ee)) / pixelScaleArcsec
    const reachY = (5 * Math.sqrt(moments.nn)) / pixelScaleArcsec
    const fromX = Math.max(0, Math.ceil(sky.x[i] - reachX))
    const toX = Math.min(size - 1, Math.floor(sky.x[i] + reachX))
    const fromY = Math.max(0, Math.ceil(sky.y[i] - reachY))
    const toY = Math.min(size - 1, Math.floor(sky.y[i] + reachY))
    const factor = Math.exp(-a)
    const dx = fromX - sky.x[i]
    for (let y = fromY; y <= toY; y++) {
      const dy = y - sky.y[i]
      let value = peakJy * Math.exp(-0.5 * (a * dx * dx + 2 * b * dx * dy + c * dy * dy))
      let ratio = Math.exp(-a * (dx + 0.5) - b * dy)
      for (let at = y * size + fromX; at <= y * size + toX; at++) {
        image[at] += value
        value *= ratio
        ratio *= factor
      }
    }
  }
}
