import { maxConeArcsec, type SourceQuery } from '../sourceQuery.ts'
import type { QueryToken } from './queryTokens.ts'
import { readPosition, type Position } from './readPosition.ts'
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

/** `12:34:56.7` or `12h34m56.7s` as 12.58...; minutes and seconds below 60. */
function sexagesimalValue(reader: TokenReader, at: QueryToken): number {
  const [, whole = '', minutes = '0', seconds = '0'] = /^[+-]?(\d+)[:hd](?:(\d+)[:m]?(?!\.|s))?(?:([\d.]+)s?)?$/.exec(at.text) ?? []
  if (Number(minutes) >= 60 || Number(seconds) >= 60) reader.refuse('minutes and seconds below 60', { at, code: 'query.value' })
  const value = Number(whole) + (Number(minutes) + Number(seconds) / 60) / 60
  return at.text.startsWith('-') ? -value : value
}

/** An angle in degrees; in sexagesimal form with `unitDeg` for its first part, unless that says itself what it is. */
function readAngle(reader: TokenReader, unitDeg: number): number {
  const token = reader.peek()
  if (token.kind !== 'sexagesimal') return readNumber(reader)
  if (token.text.includes('h') && unitDeg === 1) reader.refuse('degrees')
  return (token.text.includes('d') ? 1 : unitDeg) * sexagesimalValue(reader, reader.take())
}

function readRadius(reader: TokenReader): number {
  const value = readNumber(reader)
  const unit = reader.peek().kind === 'word' ? arcsecOfUnit[reader.peek().text.toLowerCase()] : 1
  if (unit === undefined) reader.refuse(Object.keys(arcsecOfUnit).join(', '))
  if (reader.peek().kind === 'word') reader.take()
  return value * unit
}

function readBoth(reader: TokenReader): Position {
  const raAt = reader.peek()
  const raDeg = readAngle(reader, 15)
  if (raDeg < 0 || raDeg >= 360) reader.refuse('a right ascension from 0 to below 360 deg', { at: raAt, code: 'query.value' })
  reader.expect(',')
  const decAt = reader.peek()
  const decDeg = readAngle(reader, 1)
  if (Math.abs(decDeg) > 90) reader.refuse('a declination from -90 to 90 deg', { at: decAt, code: 'query.value' })
  return { raDeg, decDeg }
}

function readCentre(reader: TokenReader): Position {
  const at = reader.peek()
  if (at.kind !== 'text') return readBoth(reader)
  const position = readPosition(at.text)
  if (!position.ok) return reader.refuse(String(position.fault.data['expected']), { at, code: 'query.value', hint: position.fault.hint })
  reader.take()
  return position.value
}

/**
 * What follows the word: `(ra, dec, radius)`, in degrees or hours and degrees, or `('position', radius)` in any notation
 * that {@link readPosition} knows; the radius in arcsec unless a unit follows.
 */
export function readCone(reader: TokenReader): SourceQuery {
  reader.expect('(')
  const { raDeg, decDeg } = readCentre(reader)
  reader.expect(',')
  const radiusAt = reader.peek()
  const radiusArcsec = readRadius(reader)
  if (radiusArcsec < 0 || radiusArcsec > maxConeArcsec) {
    reader.refuse('a radius from 0 to 180 deg', { at: radiusAt, code: 'query.value' })
  }
  reader.expect(')')
  return { kind: 'cone', raDeg, decDeg, radiusArcsec }
}
