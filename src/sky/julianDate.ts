const msPerDay = 86_400_000
/** JD and MJD of 1970-01-01. */
const unixEpochJd = 2_440_587.5
const unixEpochMjd = 40_587

/** Julian date of a time in ms since 1970, UTC with days of 86,400 s: good to 0.04 ms, what a double holds. */
export function jdOfUnixMs(timeMs: number): number {
  return timeMs / msPerDay + unixEpochJd
}

/** Time in ms since 1970 of a modified Julian date: good to a microsecond, what a double holds. */
export function unixMsOfMjd(mjd: number): number {
  return (mjd - unixEpochMjd) * msPerDay
}

/** Modified Julian date of a time in ms since 1970: good to 0.1 ms, what a double holds. */
export function mjdOfUnixMs(timeMs: number): number {
  return timeMs / msPerDay + unixEpochMjd
}
