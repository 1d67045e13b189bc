import type { ColourName } from '../../../app/contract/pictures/colourMaps.ts'
import type { SourceDetails } from '../../../app/contract/sources.ts'
import { addressOf } from '../../api/callApi.ts'
import { positionOf } from './sourceValue.ts'

export const cutOutSizesArcsec = [60, 120, 300, 600, 1200] as const

/** How the cut-outs of a source are drawn. */
export interface CutOutLook {
  readonly sizeArcsec: number
  readonly colours: ColourName
  /** One intensity scale for all epochs; else each has its own. */
  readonly isOneScale: boolean
}

export const usualLook: CutOutLook = { sizeArcsec: 120, colours: 'grey', isOneScale: true }

/** From which peak over noise on the noise would vanish on a linear scale. */
const brightSnr = 20

/** One scale for all: from twice the noise below zero to the brightest. */
function scaleOf({ measurements }: SourceDetails) {
  const noise = measurements.reduce((most, { noiseMjy }) => Math.max(most, noiseMjy), 0)
  const peak = measurements.reduce((most, { peakMjy }) => Math.max(most, peakMjy), 0)
  const stretch: 'linear' | 'sqrt' = peak > brightSnr * noise ? 'sqrt' : 'linear'
  return { low: -2 * noise, high: Math.max(peak, 5 * noise), stretch }
}

/** The address of the cut-out of an image around a source. */
export function cutOutAddress(source: SourceDetails, imageNumber: number, look: CutOutLook, format: 'png' | 'fits' = 'png'): string {
  const { raDeg, decDeg } = positionOf(source)
  const scale = look.isOneScale ? scaleOf(source) : ({ stretch: 'linear' } as const)
  const query = { ra: raDeg, dec: decDeg, size: look.sizeArcsec, version: source.version, colours: look.colours, format, ...scale }
  return addressOf('showCutOut', { params: { run: source.run, image: imageNumber }, query })
}
