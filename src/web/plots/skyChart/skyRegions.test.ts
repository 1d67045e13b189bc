import { expect, test } from 'vitest'
import { geoArea } from 'd3-geo'
import { outlineOf, skyRegions, type PlacedImage } from './skyRegions.ts'
import { middleOf } from './skyView.ts'

function image(name: string, raDeg: number, decDeg: number): PlacedImage & { readonly name: string } {
  const half = 0.5
  const footprint: [number, number][] = [
    [raDeg + half, decDeg - half],
    [raDeg - half, decDeg - half],
    [raDeg - half, decDeg + half],
    [raDeg + half, decDeg + half],
  ]
  return { name, raDeg, decDeg, footprint }
}

test('images of one field are one region, whatever little their pointings differ', () => {
  const regions = skyRegions([image('a', 30, -30), image('b', 31, -30), image('c', 30.001, -30.0005)])
  expect(regions.map(({ images }) => images.map(({ name }) => name))).toEqual([['a', 'c'], ['b']])
})

test('the inside of a region is its field, not the rest of the sky, whichever way its corners go round', () => {
  const forth = image('a', 30, -30)
  const back = { ...forth, footprint: forth.footprint.toReversed() }
  for (const { footprint } of [forth, back])
    for (const frame of ['icrs', 'galactic'] as const) expect(geoArea(outlineOf(footprint, frame))).toBeLessThan(0.001)
})

test('the middle of fields on both sides of RA 0 is between them', () => {
  const [ra, dec] = middleOf([
    { raDeg: 359, decDeg: 10 },
    { raDeg: 1, decDeg: 10 },
  ])
  expect(Math.min(ra, 360 - ra)).toBeCloseTo(0, 9)
  expect(dec).toBeCloseTo(10, 1)
})
