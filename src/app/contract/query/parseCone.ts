import { maxConeArcsec, type SourceQuery } from '../sourceQuery.ts'
import type { QueryToken } from './queryTokens.ts'
import type { TokenReader } from './tokenReader.ts'

const arcsecOfUnit: Readonly<Record<string, number>> = { arcsec: 1, arcmin: 60, deg: 3600 }

/** Takes a finite number. */
export function readNumber(reader: TokenReader): number {
  const token = reader.peek()
  const value = Number(token.text)
  if (token.kind !== 'number' || !Number.isFinite(value)) reader.refuse('a number')
  reader.take()
  return value + 0
}

/** `12:34:56.7` as 12.58...; minutes and seconds below 60. */
function sexagesimalValue(reader: TokenReader, at: QueryToken): number {
  const [whole, minutes, seconds = 0] = at.text.replace(/^[+-]/, '').split(':').map(Number)
  if (minutes >= 60 || seconds >= 60) reader.refuse('minutes and seconds below 60', { at, code: 'query.value' })
  const value = whole + (minutes + seconds / 60) / 60
  return at.text.startsWith('-') ? -value : value
}

/** An angle in degrees; in sexagesimal form with `unitDeg` for its first part. */
function readAngle(reader: TokenReader, unitDeg: number): number {
  if (reader.peek().kind !== 'sexagesimal') return readNumber(reader)
  return unitDeg * sexagesimalValue(reader, reader.take())
}

function readRadius(reader: TokenReader): number {
  const value = readNumber(reader)
  const unit = reader.peek().kind === 'word' ? arcsecOfUnit[reader.peek().text.toLowerCase()] : 1
  if (unit === undefined) reader.refuse(Object.keys(arcsecOfUnit).join(', '))
  if (reader.peek().kind === 'word') reader.take()
  return value * unit
}

/** What follows the word: `(ra, dec, radius)`, in degrees or hours and degrees, and arcsec unless a unit follows. */
export function readCone(reader: TokenReader): SourceQuery {
  reader.expect('(')
  const raAt = reader.peek()
  const raDeg = readAngle(reader, 15)
  if (raDeg < 0 || raDeg >= 360) reader.refuse('a right ascension from 0 to below 360 deg', { at: raAt, code: 'query.value' })
  reader.expect(',')
  const decAt = reader.peek()
  const decDeg = readAngle(reader, 1)
  if (Math.abs(decDeg) > 90) reader.refuse('a declination from -90 to 90 deg', { at: decAt, code: 'query.value' })
  reader.expect(',')
  const radiusAt = reader.peek()
  const radiusArcsec = readRadius(reader)
  if (radiusArcsec < 0 || radiusArcsec > maxConeArcsec) {
    reader.refuse('a radius from 0 to 180 deg', { at: radiusAt, code: 'query.value' })
  }
  reader.expect(')')
  return { kind: 'cone', raDeg, decDeg, radiusArcsec }
}
