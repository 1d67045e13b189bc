import { expect, test } from 'vitest'
import { assignBands } from './bands.ts'

const image = (frequencyMhz: number, bandwidthMhz = 288) => ({ frequencyMhz, bandwidthMhz })

test('images within 2 % of a band share it, whole MHz count', () => {
  const { bands, bandIndex } = assignBands([image(887.9), image(904), image(870), image(905), image(1367.49, 144.6), image(888)])
  expect([...bandIndex]).toEqual([0, 0, 0, 1, 2, 0])
  expect(bands).toEqual([
    { name: '887', frequencyMhz: 887, bandwidthMhz: 288 },
    { name: '905', frequencyMhz: 905, bandwidthMhz: 288 },
    { name: '1367', frequencyMhz: 1367, bandwidthMhz: 144 },
  ])
})

test('the first band that fits is taken, not the nearest', () => {
  expect([...assignBands([image(1000), image(1020), image(1019)]).bandIndex]).toEqual([0, 1, 0])
})

test('images of unknown frequency share the band 0', () => {
  expect([...assignBands([image(0), image(0)]).bandIndex]).toEqual([0, 0])
})

test('no images have no bands', () => {
  expect(assignBands([]).bands).toEqual([])
})
