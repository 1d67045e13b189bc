import { normaliseRaDeg } from './angle.ts'

/** A position this close below a tick, in ticks, counts as on it: binary fractions of a degree fall short by less. */
const tolerance = 1e-8
const tenthsPerDay = 864_000

/**
 * The name of a source after its position: `J`, hhmmss.s, sign, ddmmss, truncated and never rounded, as the IAU's
 * recommendations for nomenclature ask. `J000000.0-000000` lies just south of the equator.
 *
 * @throws RangeError for a position that is not finite.
 */
export function sourceName(raDeg: number, decDeg: number): string {
  if (!Number.isFinite(raDeg) || !Number.isFinite(decDeg)) throw new RangeError(`no name for the position (${raDeg}, ${decDeg})`)
  const tenths = Math.floor(normaliseRaDeg(raDeg) * 2400 + tolerance) % tenthsPerDay
  const seconds = Math.floor(tenths / 10)
  const arcseconds = Math.floor(Math.abs(decDeg) * 3600 + tolerance)
  return `J${sexagesimal(seconds)}.${tenths % 10}${decDeg < 0 ? '-' : '+'}${sexagesimal(arcseconds)}`
}

/** hhmmss or ddmmss of a whole number of seconds. */
function sexagesimal(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join('')
}
