import { expect, test } from 'vitest'
import { aitoffProjection, aitoffRaw } from './aitoff.ts'
import { fromFrame, toFrame } from './skyFrame.ts'
import { degWords, raWords, skyNet } from './skyNet.ts'
import { movedBy, windowOf, zoomedBy, type SkyView } from './skyView.ts'

const size = { width: 800, height: 400 }
const rad = Math.PI / 180

function* places(): Generator<readonly [number, number]> {
  for (let lon = -179; lon <= 179; lon += 17.9) for (let lat = -89; lat <= 89; lat += 8.9) yield [lon, lat]
}

test('what is projected comes back, everywhere but on the seam, and beside the ellipse there is no sky', () => {
  for (const [lon, lat] of places()) {
    const [x, y] = aitoffRaw(lon * rad, lat * rad)
    const [backLon = Number.NaN, backLat = Number.NaN] = aitoffRaw.invert?.(x, y) ?? []
    expect(backLon / rad).toBeCloseTo(lon, 8)
    expect(backLat / rad).toBeCloseTo(lat, 8)
  }
  expect(aitoffRaw.invert?.(3, 1.4)).toEqual([Number.NaN, Number.NaN])
})

test('the sky is twice as wide as high, north is up and right ascension grows to the left', () => {
  const project = aitoffProjection(size, { lonDeg: 0, latDeg: 0, zoom: 1 })
  const at = (lon: number, lat: number) => project([lon, lat]) ?? [Number.NaN, Number.NaN]
  expect(at(10, 0)[0]).toBeLessThan(at(350, 0)[0])
  expect(at(0, 10)[1]).toBeLessThan(at(0, 0)[1])
  expect(at(-179.999, 0)[0] - at(179.999, 0)[0]).toBeCloseTo(2 * (at(0, -90)[1] - at(0, 90)[1]), 1)
})

test('galactic coordinates are those of the pole and the centre that define them, and go back to where they came from', () => {
  const [, latOfPole] = toFrame('galactic', [192.859_48, 27.128_25])
  expect(latOfPole).toBeCloseTo(90, 4)
  const [lon, lat] = toFrame('galactic', [266.404_996, -28.936_172])
  expect(Math.min(lon, 360 - lon)).toBeCloseTo(0, 3)
  expect(lat).toBeCloseTo(0, 3)
  for (const [ra, dec] of places()) {
    const [backRa, backDec] = fromFrame('galactic', toFrame('galactic', [ra, dec]))
    expect(Math.sin(((backRa - ra) / 2) * rad)).toBeCloseTo(0, 8)
    expect(backDec).toBeCloseTo(dec, 6)
  }
})

test.each(['icrs', 'galactic'] as const)('what is under the pointer stays there while it zooms, in %s', (frame) => {
  const view: SkyView = { raDeg: 359.5, decDeg: 20, zoom: 4 }
  const at = [250, 140] as const
  const before = aitoffProjection(size, windowOf(frame, view)).invert?.([...at])
  const nearer = zoomedBy(frame, view, size, { factor: 1.2, at })
  const after = before && aitoffProjection(size, windowOf(frame, nearer))(before)
  expect(after?.[0]).toBeCloseTo(at[0], 0)
  expect(after?.[1]).toBeCloseTo(at[1], 0)
})

test('the map is moved over right ascension 0 and stops at the poles', () => {
  const over = movedBy('icrs', { raDeg: 359.9, decDeg: 0, zoom: 100 }, size, [200, 0])
  expect(over.raDeg).toBeLessThan(10)
  expect(movedBy('icrs', { raDeg: 10, decDeg: 89, zoom: 4 }, size, [0, 900]).decDeg).toBeCloseTo(90, 6)
})

test('lines are called as far as their step needs', () => {
  expect([raWords(-15, 15), raWords(217.5, 7.5), raWords(0.125, 5 * (15 / 3600))]).toEqual(['23h', '14h 30m', '0h 00m 30s'])
  expect([degWords(-45, 15), degWords(-0.5, 1 / 6), degWords(0, 30)]).toEqual(['-45°', '-0° 30′', '0°'])
  const { labels } = skyNet('icrs', size, { lonDeg: 0, latDeg: 0, zoom: 1 })
  expect(labels.map(({ words }) => words)).toEqual(expect.arrayContaining(['0h', '6h', '18h', '60°', '-30°']))
})
