import { refuse } from '../../fault/fault.ts'
import { unixMsOfMjd } from '../../sky/julianDate.ts'
import type { FitsHeader } from './header.ts'
import { utcMsFromScale } from './timeScale.ts'

const isoPattern = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d*)?))?)?Z?$/
const oldPattern = /^(\d\d)\/(\d\d)\/(\d\d)$/
const clockPattern = /^(\d\d):(\d\d)(?::(\d\d(?:\.\d*)?))?$/

/**
 * The start of the observation, ISO 8601 with milliseconds and Z: DATE-OBS (with TIME-OBS where it holds a date only), else MJD-OBS, in the scale of TIMESYS (UTC without it), as UTC.
 * The old form `dd/mm/yy` means 19yy (FITS 4.0, section 4.4.2.2).
 */
export function readObservationTime(header: FitsHeader): string {
  const date = (header.string('DATE-OBS') ?? '').trim()
  const timeMs = date === '' ? mjdMs(header) : dateMs(header, date)
  return new Date(Math.round(utcMsFromScale(header, timeMs))).toISOString()
}

function mjdMs(header: FitsHeader): number {
  const mjd = header.number('MJD-OBS')
  if (mjd === undefined) {
    return refuse('fits.time', `${header.name}: expected the time of the observation in DATE-OBS or MJD-OBS, found neither`, {
      hint: 'Add a DATE-OBS card such as 2020-08-03T04:33:55.479 to the FITS header.',
      data: { file: header.name },
    })
  }
  if (mjd < 0 || mjd > 1_000_000) header.refuseValue('MJD-OBS', 'a modified Julian date')
  return unixMsOfMjd(mjd)
}

function dateMs(header: FitsHeader, date: string): number {
  const iso = isoPattern.exec(date)
  const old = oldPattern.exec(date)
  if (iso !== null) {
    const dayMs = calendarMs(header, Number(iso[1]), Number(iso[2]), Number(iso[3]))
    return dayMs + (iso[4] === undefined ? timeOfDayMs(header) : clockMs(header, 'DATE-OBS', iso.slice(4, 7)))
  }
  if (old === null) return header.refuseValue('DATE-OBS', 'a date such as 2020-08-03T04:33:55.479')
  return calendarMs(header, 1900 + Number(old[3]), Number(old[2]), Number(old[1])) + timeOfDayMs(header)
}

function calendarMs(header: FitsHeader, year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) header.refuseValue('DATE-OBS', 'a date of the calendar')
  return date.getTime()
}

function timeOfDayMs(header: FitsHeader): number {
  const text = (header.string('TIME-OBS') ?? '').trim()
  if (text === '') return 0
  const clock = clockPattern.exec(text)
  return clock === null ? header.refuseValue('TIME-OBS', 'a time such as 04:33:55.479') : clockMs(header, 'TIME-OBS', clock.slice(1, 4))
}

/** A second of 60 is a leap second: it counts as the first of the next minute. */
function clockMs(header: FitsHeader, keyword: string, parts: readonly (string | undefined)[]): number {
  const [hours, minutes, seconds] = parts.map((part) => Number(part ?? 0))
  if (hours > 23 || minutes > 59 || seconds >= 61) header.refuseValue(keyword, 'a time of day')
  return (hours * 3600 + minutes * 60 + seconds) * 1000
}
