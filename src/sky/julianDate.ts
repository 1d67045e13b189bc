const msPerDay = 86_400_000
/** MJD of 1970-01-01. */
const epochMjd = 40_587
const mjdZeroJd = 2_400_000.5
const isoPattern = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)Z?)?$/

/**
 * Modified Julian date of a UTC time in ISO 8601, as FITS writes it (`2026-11-20T22:13:45.123`, with or without Z, or
 * a date alone for its midnight). Null for anything else and for dates that do not exist.
 *
 * UTC days have 86,400 s here, as in every MJD(UTC): no table of leap seconds is needed, and second 60 is the first
 * moment of the next day. Exact to a microsecond.
 */
export function mjdOfUtc(iso: string): number | null {
  const match = isoPattern.exec(iso)
  if (match === null) return null
  const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)))
  const midnight = new Date(0).setUTCFullYear(year ?? NaN, (month ?? NaN) - 1, day)
  const date = new Date(midnight)
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) return null
  if (hour > 23 || minute > 59 || second >= 61) return null
  return midnight / msPerDay + epochMjd + (hour * 3600 + minute * 60 + second) / 86_400
}

/** ISO 8601 with milliseconds and Z of a modified Julian date (UTC), rounded to the nearest millisecond. */
export function utcOfMjd(mjd: number): string {
  return new Date(Math.round((mjd - epochMjd) * msPerDay)).toISOString()
}

/** Julian date of a modified one: exact to 40 microseconds, where MJD is exact to one. */
export function jdOfMjd(mjd: number): number {
  return mjd + mjdZeroJd
}

export function mjdOfJd(jd: number): number {
  return jd - mjdZeroJd
}
