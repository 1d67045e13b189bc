import { failure, makeFault, success, type Result } from '../../../fault/fault.ts'
import { equatorialFromGalactic } from '../../../sky/galactic.ts'

export interface Position {
  /** [0, 360) */
  readonly raDeg: number
  /** [-90, 90] */
  readonly decDeg: number
}

/** What an angle without a unit, or its first part, counts: hours or degrees. */
type Turn = 'hours' | 'degrees'

const hint = 'Write it as 05:23:34 -69:45:22, 5h23m34s -69d45m22s, 80.89 -69.756, J052334-694522, or l 280.5 b -32.9.'

function wrong(expected: string, found: string): Result<never> {
  return failure(
    makeFault('query.position', `Position: expected ${expected}, found ${found || 'nothing'}.`, { hint, data: { expected, found } }),
  )
}

/** One way to write each sign; frames that are all the same to a survey are left out. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u2212\u2013]/g, '-')
    .replaceAll(/[°º]/g, 'd')
    .replaceAll(/[\u2032\u2019']/g, 'm')
    .replaceAll(/[\u2033\u201d"]|mm/g, 's')
    .replaceAll(/\b(?:icrs|fk5|(?:j|eq\.?\s*)2000(?:\.0)?|ra|dec)\b\s*[:=]?/g, ' ')
    .replaceAll(/\bdeg(?:rees?)?\b|(?<=\d)deg(?:rees?)?/g, 'd')
    .trim()
}

/** `05:23:34.5`, `5 23 34.5`, `5h23m34.5s`, `80.89`, `80.89d`; null where it is none of these, minutes and seconds below 60. */
function readAngle(text: string, turn: Turn): number | null {
  const [, sign = '', whole = '', unit = '', minutes, seconds] =
    /^([+-]?)\s*(\d+(?:\.\d*)?|\.\d+)\s*(?:([hd:\s])\s*(?:(\d+(?:\.\d*)?)\s*[m:\s]?\s*(?:(\d+(?:\.\d*)?)\s*s?)?)?)?$/.exec(text) ?? []
  if (whole === '' || Number(minutes ?? 0) >= 60 || Number(seconds ?? 0) >= 60) return null
  if (minutes !== undefined && whole.includes('.')) return null
  const value = Number(whole) + (Number(minutes ?? 0) + Number(seconds ?? 0) / 60) / 60
  const isHours = unit === 'h' || (unit !== 'd' && minutes !== undefined && turn === 'hours')
  if (isHours && turn === 'degrees') return null
  return (sign === '-' ? -value : value) * (isHours ? 15 : 1)
}

/** Both halves of a position: at a comma, at the sign of the second, or in the middle of their parts. */
function halves(text: string): readonly [string, string] | null {
  const listed = text.split(/\s*[,;]\s*/).filter(Boolean)
  if (listed.length === 2) return [listed[0], listed[1]]
  if (listed.length > 2) return null
  const signed = /^(.*?[\dhdms.])\s*([+-].*)$/.exec(text)
  if (signed) return [signed[1], signed[2]]
  const parts = text.split(/\s+/)
  if (parts.length % 2 !== 0) return null
  const middle = parts.length / 2
  return [parts.slice(0, middle).join(' '), parts.slice(middle).join(' ')]
}

function angles(text: string, turn: Turn): Result<readonly [number, number]> {
  const both = halves(text)
  if (!both) return wrong('two coordinates', text)
  const [first, second] = [readAngle(both[0], turn), readAngle(both[1], 'degrees')]
  if (first === null) return wrong(turn === 'hours' ? 'a right ascension' : 'a longitude', both[0])
  if (second === null) return wrong(turn === 'hours' ? 'a declination' : 'a latitude', both[1])
  if (first < 0 || first >= 360) return wrong('a first coordinate from 0 to below 360 deg (24 h)', both[0])
  if (Math.abs(second) > 90) return wrong('a second coordinate from -90 to 90 deg', both[1])
  return success([first, second])
}

/** `052334.5`, `0523`: two digits each. */
function packed(digits: string): string {
  return digits.replace(/^(\d\d)(\d\d)(?=\d|$|\.)/, '$1:$2:').replace(/:$/, '')
}

function isPacked(digits: string): boolean {
  const length = digits.split('.', 1)[0].length
  return length === 4 || length === 6
}

/** A name by position, such as `VAST J052334.5-694522`. */
function readName(text: string): Result<Position> | null {
  const [, ra, dec] = /^(?:[a-z][\w-]*\s+)?j\s*(\d{4,6}(?:\.\d+)?)\s*([+-]\d{4,6}(?:\.\d+)?)$/.exec(text) ?? []
  if (ra === undefined || dec === undefined) return null
  if (!isPacked(ra) || !isPacked(dec.slice(1))) return wrong('a name such as J052334-694522', text)
  return equatorial(`${packed(ra)}, ${dec[0]}${packed(dec.slice(1))}`)
}

function readGalactic(text: string): Result<Position> | null {
  const [, named] = /^(?:g(?:al(?:actic)?)?)\b\s*:?\s*(.*)$/.exec(text) ?? []
  const [, before] = /^(.*?)\s*\bgal(?:actic)?$/.exec(text) ?? []
  const [, packedName] = /^g(\d{1,3}(?:\.\d+)?[+-]\d{1,2}(?:\.\d+)?)$/.exec(text) ?? []
  const [, l, b] = /^l\s*[:=]?\s*(\S+?)[\s,;]+b\s*[:=]?\s*(\S+)$/.exec((named ?? before ?? text).trim()) ?? []
  const pair = l === undefined ? (packedName ?? named ?? before) : `${l}, ${b}`
  if (pair === undefined) return null
  const found = angles(pair.trim(), 'degrees')
  if (!found.ok) return found
  const { lonDeg, latDeg } = equatorialFromGalactic({ lonDeg: found.value[0], latDeg: found.value[1] })
  return success({ raDeg: lonDeg, decDeg: latDeg })
}

function equatorial(text: string): Result<Position> {
  const found = angles(text, 'hours')
  return found.ok ? success({ raDeg: found.value[0] + 0, decDeg: found.value[1] + 0 }) : found
}

/**
 * Reads a position in any usual notation, equatorial (ICRS, J2000) or Galactic: sexagesimal with colons, spaces or
 * units, degrees, a name such as `J052334-694522`.
 *
 * @returns `query.position` with what was expected and found
 */
export function readPosition(text: string): Result<Position> {
  const written = plain(text)
  return readName(written) ?? readGalactic(written) ?? equatorial(written)
}
