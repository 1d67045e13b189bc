import { refuse } from '../../fault/fault.ts'
import type { FitsHeader } from './header.ts'

/** Days from which TAI - UTC grew by one second, from 10 s at the first (IERS Bulletin C; none announced after the last). */
const leapDays = [
  [1972, 1],
  [1972, 7],
  [1973, 1],
  [1974, 1],
  [1975, 1],
  [1976, 1],
  [1977, 1],
  [1978, 1],
  [1979, 1],
  [1980, 1],
  [1981, 7],
  [1982, 7],
  [1983, 7],
  [1985, 7],
  [1988, 1],
  [1990, 1],
  [1991, 1],
  [1992, 7],
  [1993, 7],
  [1994, 7],
  [1996, 1],
  [1997, 7],
  [1999, 1],
  [2006, 1],
  [2009, 1],
  [2012, 7],
  [2015, 7],
  [2017, 1],
].map(([year, month]) => Date.UTC(year, month - 1, 1))

const firstOffsetS = 10

/** Seconds that TAI is ahead of each scale. TDB differs from TT by less than 2 ms, UT1 from UTC by less than 0.9 s. */
const taiMinusScaleS: ReadonlyMap<string, number> = new Map([
  ['TAI', 0],
  ['IAT', 0],
  ['TT', -32.184],
  ['TDT', -32.184],
  ['ET', -32.184],
  ['TDB', -32.184],
  ['GPS', 19],
])

const utcNames = ['', 'UTC', 'UT', 'UT1', 'GMT']

/** A time in the header's TIMESYS, ms since 1970, as UTC (FITS 4.0, section 9.2.1). Other scales are refused by name. */
export function utcMsFromScale(header: FitsHeader, timeMs: number): number {
  const scale = (header.string('TIMESYS') ?? '').trim().toUpperCase().split('(', 1)[0]
  if (utcNames.includes(scale)) return timeMs
  const taiMinusScale = taiMinusScaleS.get(scale)
  if (taiMinusScale === undefined) return header.refuseValue('TIMESYS', 'UTC, UT1, TAI, TT, TDT, TDB or GPS')
  return utcMsFromTai(header, timeMs + taiMinusScale * 1000)
}

function utcMsFromTai(header: FitsHeader, taiMs: number): number {
  for (let index = leapDays.length - 1; index >= 0; index--) {
    const offsetMs = (firstOffsetS + index) * 1000
    if (taiMs - offsetMs >= leapDays[index]) return taiMs - offsetMs
  }
  return refuse('fits.time', `${header.name}: TIMESYS ${header.string('TIMESYS')} has no exact UTC before 1972`, {
    hint: 'Give the time of the observation in UTC.',
    data: { file: header.name },
  })
}
