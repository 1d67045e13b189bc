import { expect, test } from 'vitest'
import { geoArea } from 'd3-geo'
import type { RunImageView } from '../../../../app/contract/runContents.ts'
import { middleOf, skyRegions } from './regions.ts'

function image(name: string, raDeg: number, decDeg: number): RunImageView {
  const half = 0.5
  const footprint: [number, number][] = [
    [raDeg + half, decDeg - half],
    [raDeg - half, decDeg - half],
    [raDeg - half, decDeg + half],
    [raDeg + half, decDeg + half],
  ]
  const facts = { timeUtc: '2026-01-01T00:00:00Z', mjd: 61041, durationS: 720, telescope: 'ASKAP', polarisation: 'I', frequencyMhz: 887 }
  const beam = { beamMajorArcsec: 12, beamMinorArcsec: 10, beamPaDeg: 0, rmsMedianMjy: 0.3, measurements: 5, path: null }
  return { id: name, number: 1, name, epoch: 0, ...facts, raDeg, decDeg, ...beam, footprint }
}

test('images of one field are one region, whatever little their pointings differ', () => {
  const regions = skyRegions([image('a', 30, -30), image('b', 31, -30), image('c', 30.001, -30.0005)])
  expect(regions.map(({ images }) => images.map(({ name }) => name))).toEqual([['a', 'c'], ['b']])
})

test('the inside of a region is its field, not the rest of the sky, whichever way its corners go round', () => {
  const forth = image('a', 30, -30)
  const back = { ...forth, footprint: forth.footprint.toReversed() }
  for (const one of [forth, back])
    expect(geoArea(skyRegions([one])[0]?.outline ?? { type: 'Polygon', coordinates: [] })).toBeLessThan(0.001)
})

test('the middle of fields on both sides of RA 0 is between them', () => {
  const [ra, dec] = middleOf([
    { raDeg: 359, decDeg: 10 },
    { raDeg: 1, decDeg: 10 },
  ])
  expect(Math.min(ra, 360 - ra)).toBeCloseTo(0, 9)
  expect(dec).toBeCloseTo(10, 1)
})
