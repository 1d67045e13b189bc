import { expect, test } from 'vitest'
import { imageAt, offsetFrom } from '../../../tests/pipeline/skyField.ts'
import { assignSkyRegions } from './skyRegions.ts'

const centre = { raDeg: 0, decDeg: -30 }
const sized = (pixels: number) => imageAt('image.fits', centre, { width: pixels, height: pixels })
const shifted = (eastArcsec: number) => imageAt('image.fits', offsetFrom(centre, [eastArcsec, 0]))

test('images whose centres lie within 10 arcsec share a region, across RA 0 too', () => {
  expect([...assignSkyRegions([shifted(0), shifted(9.99), shifted(-9.99), shifted(10.01)]).regionIndex]).toEqual([0, 0, 0, 1])
})

test('the region keeps the values of its first image', () => {
  const { regions } = assignSkyRegions([shifted(3), shifted(0)])
  expect(regions).toHaveLength(1)
  expect(regions[0].centreRaDeg).toBe(shifted(3).centreRaDeg)
  expect(regions[0].widthRaDeg).toBeCloseTo(512 / 3600, 12)
  expect(regions[0].widthDecDeg).toBeCloseTo(512 / 3600, 12)
  expect(regions[0].radiusDeg).toBeCloseTo((256 * Math.SQRT2) / 3600, 12)
  expect(Math.hypot(regions[0].x, regions[0].y, regions[0].z)).toBeCloseTo(1, 14)
  expect(regions[0].z).toBeCloseTo(-0.5, 9)
})

test('images whose radii differ by more than 1 % have regions of their own', () => {
  expect([...assignSkyRegions([sized(1000), sized(1009), sized(1011), sized(991)]).regionIndex]).toEqual([0, 0, 1, 0])
})

test('no images have no regions', () => {
  expect(assignSkyRegions([]).regions).toEqual([])
})
