import { arcsecToDeg, degToArcsec } from '../../sky/angle.ts'
import type { ImageFacts } from '../image.ts'
import type { Measurements } from '../measurements.ts'
import { namePrefix } from '../namePrefix.ts'
import type { IslandNumbering } from '../islandNumbering.ts'
import type { ForcedFits, ForcedRequests } from './requests.ts'

/** Smallest error of a position, arcsec: the positions of forced fits are not measured. */
const positionErrArcsec = 0.01

export interface ForcedTableInput {
  readonly facts: ImageFacts
  readonly requests: ForcedRequests
  readonly fits: ForcedFits
  /** That of the image's catalogue, which goes on. */
  readonly islands: IslandNumbering
  readonly raUncertaintyArcsec: number
  readonly decUncertaintyArcsec: number
}

/** The rows of a forced-measurement table and where they come from. */
export interface ForcedTable {
  readonly measurements: Measurements
  /** For each row its index among the requests. */
  readonly request: Int32Array
}

/**
 * The measurements of the requests that were fitted, in the order of the requests, in the form of catalogue
 * measurements: peak and integrated flux are the same number, its error is the local noise too, the shape is the
 * beam's.
 */
export function forcedMeasurements(input: ForcedTableInput): ForcedTable {
  const { facts, requests, fits } = input
  const request = Int32Array.from(fits.fitted.keys()).filter((i) => fits.fitted[i] === 1)
  const count = request.length
  const take = (column: Float64Array): Float64Array => Float64Array.from(request, (i) => column[i])
  const constant = (value: number): Float64Array => new Float64Array(count).fill(value)
  const positionErrDeg = arcsecToDeg(positionErrArcsec)
  const bmajArcsec = degToArcsec(facts.beamMajorDeg)
  const bminArcsec = degToArcsec(facts.beamMinorDeg)
  const measurements: Measurements = {
    count,
    ...labels(input, count),
    localRmsMjy: take(fits.fluxErrMjy),
    raDeg: take(requests.raDeg),
    raErrDeg: constant(positionErrDeg),
    decDeg: take(requests.decDeg),
    decErrDeg: constant(positionErrDeg),
    fluxPeakMjy: take(fits.fluxMjy),
    fluxPeakErrMjy: take(fits.fluxErrMjy),
    fluxIntMjy: take(fits.fluxMjy),
    fluxIntErrMjy: take(fits.fluxErrMjy),
    bmajArcsec: constant(bmajArcsec),
    errBmajArcsec: constant(0),
    bminArcsec: constant(bminArcsec),
    errBminArcsec: constant(0),
    paDeg: constant(facts.beamPaDeg),
    errPaDeg: constant(0),
    psfBmajArcsec: constant(bmajArcsec),
    psfBminArcsec: constant(bminArcsec),
    psfPaDeg: constant(facts.beamPaDeg),
    flagC4: new Uint8Array(count),
    chiSquaredFit: take(fits.chiSquared),
    spectralIndex: constant(0),
    spectralIndexFromTt: new Uint8Array(count),
    hasSiblings: new Uint8Array(count),
    snr: Float64Array.from(request, (i) => fits.fluxMjy[i] / fits.fluxErrMjy[i]),
    compactness: constant(1),
    ewSysErrDeg: constant(arcsecToDeg(input.raUncertaintyArcsec)),
    nsSysErrDeg: constant(arcsecToDeg(input.decUncertaintyArcsec)),
    errorRadiusDeg: constant(0),
    uncertaintyEwDeg: constant(arcsecToDeg(Math.hypot(input.raUncertaintyArcsec, positionErrArcsec))),
    uncertaintyNsDeg: constant(arcsecToDeg(Math.hypot(input.decUncertaintyArcsec, positionErrArcsec))),
    fluxIntIslRatio: constant(1),
    fluxPeakIslRatio: constant(1),
  }
  return { measurements, request }
}

/**
 * Ids that go on after the highest island number, in the spelling of the catalogue's first island; names like those of
 * catalogue measurements, and `_f`.
 */
function labels({ facts, islands }: ForcedTableInput, count: number): Pick<Measurements, 'islandId' | 'componentId' | 'name'> {
  const { prefix, next } = islands
  const islandId = Array.from({ length: count }, (_, row) => `${prefix}${next + row}`)
  const componentId = islandId.map((id) => `${id.replaceAll('island', 'component')}a`)
  const imagePrefix = namePrefix(facts.name)
  return { islandId, componentId, name: componentId.map((id) => `${imagePrefix}${id}_f`) }
}
