import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { equatorialFromGalactic, galacticFromEquatorial } from '../../../sky/galactic.ts'
import { readPosition } from './readPosition.ts'

const raDeg = 15 * (5 + 23 / 60 + 34.5 / 3600)
const decDeg = -(69 + 45 / 60 + 22 / 3600)

test.each([
  '05:23:34.5 -69:45:22',
  '05:23:34.5, -69:45:22',
  '05:23:34.5-69:45:22',
  '05 23 34.5 -69 45 22',
  '5h23m34.5s -69d45m22s',
  '5h 23m 34.5s, -69d 45m 22s',
  '5H23M34.5S-69D45M22S',
  '5ʰ23ᵐ34.5ˢ −69°45′22″',
  '05h23m34.5s -69°45\'22"',
  'J052334.5-694522',
  'VAST J052334.5-694522',
  'RA 05:23:34.5 Dec -69:45:22 (J2000)'.replace(/[()]/g, ''),
  'ICRS 05:23:34.5 -69:45:22',
  `${raDeg} ${decDeg}`,
  `${raDeg}, ${decDeg}`,
  `${raDeg}d ${decDeg}d`,
  `${raDeg} deg, ${decDeg} deg`,
])('%s is a position', (text) => {
  const position = readPosition(text)
  expect(position).toMatchObject({ ok: true })
  if (!position.ok) return
  expect(position.value.raDeg).toBeCloseTo(raDeg, 10)
  expect(position.value.decDeg).toBeCloseTo(decDeg, 10)
})

test.each([
  ['12h30m 45d12m', 187.5, 45.2],
  ['12:30 -0:30', 187.5, -0.5],
  ['12 30 -45 12', 187.5, -45.2],
  ['J1230-4512', 187.5, -45.2],
  ['0 0', 0, 0],
  ['359.9999 +90', 359.9999, 90],
  ['12.5h -3', 187.5, -3],
])('%s is %f, %f', (text, ra, dec) => {
  const position = readPosition(text)
  expect(position).toMatchObject({ ok: true })
  if (!position.ok) return
  expect(position.value.raDeg).toBeCloseTo(ra, 10)
  expect(position.value.decDeg).toBeCloseTo(dec, 10)
})

test.each(['l 0 b 0', 'l=0, b=0', 'galactic 0 0', '0 0 gal', 'Gal: 0, 0', 'G0.0+0.0'])('%s is the centre of the Galaxy', (text) => {
  const position = readPosition(text)
  expect(position).toMatchObject({ ok: true })
  if (!position.ok) return
  // astropy 7: SkyCoord(0, 0, unit='deg', frame='galactic').icrs, which takes the way over FK5: 23 milliarcseconds away.
  expect(position.value.raDeg).toBeCloseTo(266.40498829, 4)
  expect(position.value.decDeg).toBeCloseTo(-28.93617776, 4)
})

test.each([
  ['', /two coordinates, found nothing|two coordinates/],
  ['Sirius', /two coordinates|a right ascension/],
  ['361 0', /a first coordinate from 0 to below 360/],
  ['-1 0', /a first coordinate from 0/],
  ['10 91', /a second coordinate from -90 to 90/],
  ['12:60:00 0:0:0', /a right ascension, found 12:60:00/],
  ['12:00:00 0:0:61', /a declination, found 0:0:61/],
  ['1 2 3', /two coordinates/],
  ['J12345-4512', /a name such as/],
  ['25h0m 0d', /a first coordinate/],
  ['1h 2h', /a declination, found 2h/],
])('%s is refused with what was expected', (text, says) => {
  const position = readPosition(text)
  expect(position.ok ? '' : position.fault.message).toMatch(says)
})

test('no text breaks the reader, and what it reads lies on the sphere', () => {
  const pieces = fc.constantFrom('12', ':', ' ', '-', '+', 'h', 'm', 's', 'd', '.', 'j', 'l', 'b', 'gal', ',', '34.5', '°', '1234')
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 12 }).map((some) => some.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const position = readPosition(text)
      if (!position.ok) return
      expect(position.value.raDeg).toBeGreaterThanOrEqual(0)
      expect(position.value.raDeg).toBeLessThan(360)
      expect(Math.abs(position.value.decDeg)).toBeLessThanOrEqual(90)
    }),
    { numRuns: 5000 },
  )
})

test('Galactic coordinates turn back into what they were made from', () => {
  const angle = fc.record({
    lonDeg: fc.double({ min: 0, max: 359.999, noNaN: true }),
    latDeg: fc.double({ min: -89.9, max: 89.9, noNaN: true }),
  })
  fc.assert(
    fc.property(angle, (given) => {
      const back = equatorialFromGalactic(galacticFromEquatorial(given))
      const difference = Math.abs(back.lonDeg - given.lonDeg)
      expect(Math.min(difference, 360 - difference)).toBeLessThan(1e-9)
      expect(back.latDeg).toBeCloseTo(given.latDeg, 9)
    }),
  )
})
