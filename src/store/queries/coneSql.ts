import { arcsecToDeg, arcsecToRad, degToRad, radToDeg } from '../../sky/angle.ts'
import type { SkyCone } from './sourceCondition.ts'
import type { SqlParameters } from './sqlParameters.ts'

/** Wider than what rounding can lose: the box never leaves out what the distance takes. */
const MARGIN_DEG = 1e-9

/** From here on the width of a cone in right ascension loses more than the margin to rounding. */
const NEAR_POLE_DEG = 89.99

/**
 * A cone around a position as SQL over `wavg_ra` and `wavg_dec`: the great-circle distance by the same formula as
 * `sky/separation.ts`, behind a box in right ascension and declination by which the file's blocks are passed over.
 */
export function coneSql(cone: SkyCone, parameters: SqlParameters): string {
  return `${boxSql(cone, parameters)} AND ${distanceSql(cone, parameters)}`
}

function boxSql({ raDeg, decDeg, radiusArcsec }: SkyCone, parameters: SqlParameters): string {
  const radiusDeg = arcsecToDeg(radiusArcsec) + MARGIN_DEG
  const south = decDeg - radiusDeg
  const north = decDeg + radiusDeg
  const declinations = `wavg_dec BETWEEN ${parameters.number(south)} AND ${parameters.number(north)}`
  // A cone with a pole in it, or nearly so, has all right ascensions.
  if (south < -NEAR_POLE_DEG || north > NEAR_POLE_DEG) return declinations
  const halfWidthDeg = radToDeg(Math.asin(Math.sin(degToRad(radiusDeg)) / Math.cos(degToRad(decDeg)))) + MARGIN_DEG
  const west = raDeg - halfWidthDeg
  const east = raDeg + halfWidthDeg
  const first = parameters.number(west < 0 ? west + 360 : west)
  const last = parameters.number(east >= 360 ? east - 360 : east)
  const word = west < 0 || east >= 360 ? 'OR' : 'AND'
  return `${declinations} AND (wavg_ra >= ${first} ${word} wavg_ra <= ${last})`
}

function distanceSql({ raDeg, decDeg, radiusArcsec }: SkyCone, parameters: SqlParameters): string {
  const ra = parameters.number(raDeg)
  const dec = parameters.number(decDeg)
  const sinDec = parameters.number(Math.sin(degToRad(decDeg)))
  const cosDec = parameters.number(Math.cos(degToRad(decDeg)))
  const radius = parameters.number(arcsecToRad(radiusArcsec))
  // Taking the turn off the larger right ascension is exact; taking it off the difference would be too late.
  const difference = `CASE WHEN wavg_ra - ${ra} > 180 THEN wavg_ra - 360 - ${ra} WHEN wavg_ra - ${ra} < -180 THEN wavg_ra - (${ra} - 360) ELSE wavg_ra - ${ra} END`
  const half = `sin(radians(${difference}) / 2)`
  const east = `cos(radians(wavg_dec)) * sin(radians(${difference}))`
  const north = `(sin(radians(wavg_dec - ${dec})) + 2 * ${sinDec} * cos(radians(wavg_dec)) * ${half} * ${half})`
  const along = `${sinDec} * sin(radians(wavg_dec)) + ${cosDec} * cos(radians(wavg_dec)) * cos(radians(${difference}))`
  return `atan2(sqrt(pow(${east}, 2) + pow(${north}, 2)), ${along}) <= ${radius}`
}
