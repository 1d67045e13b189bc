import { expect, test } from 'vitest'
import { requestsAt, shapedFacts } from '../../../tests/pipeline/memoryMap.ts'
import { numberingAfter } from '../islandNumbering.ts'
import { forcedMeasurements } from './forcedMeasurements.ts'
import type { ForcedTableInput } from './forcedMeasurements.ts'
import type { ForcedFits } from './requests.ts'

const facts = shapedFacts({ width: 100, height: 100, pixelArcsec: 2, bmajArcsec: 15, bminArcsec: 10, bpaDeg: 12, rotationDeg: 0 })

const fits: ForcedFits = {
  count: 3,
  covered: Uint8Array.of(1, 1, 1),
  rmsMjy: Float64Array.of(0.5, 0.5, 0.5),
  fitted: Uint8Array.of(1, 0, 1),
  fluxMjy: Float64Array.of(2, NaN, -1),
  fluxErrMjy: Float64Array.of(0.5, NaN, 0.25),
  chiSquared: Float64Array.of(300, NaN, 310),
  degreesOfFreedom: Int32Array.of(360, 0, 360),
}

const requests = {
  ...requestsAt([
    [20, 20],
    [30, 30],
    [40, 40],
  ]),
  raDeg: Float64Array.of(10, 11, 12),
  decDeg: Float64Array.of(-40, -41, -42),
}

const input: ForcedTableInput = {
  facts,
  requests,
  fits,
  islands: numberingAfter(['island_1', 'island_12', 'island_3']),
  raUncertaintyArcsec: 1,
  decUncertaintyArcsec: 2,
}

test('has a row for each fit, in the order of the requests', () => {
  const { measurements, request } = forcedMeasurements(input)
  expect([...request]).toEqual([0, 2])
  expect(measurements.count).toBe(2)
  expect([...measurements.raDeg, ...measurements.decDeg]).toEqual([10, 12, -40, -42])
  expect([...measurements.chiSquaredFit]).toEqual([300, 310])
})

test('uses one flux and one error for peak, integral and local noise', () => {
  const { measurements } = forcedMeasurements(input)
  expect([[...measurements.fluxPeakMjy], [...measurements.fluxIntMjy]]).toEqual([
    [2, -1],
    [2, -1],
  ])
  for (const column of ['fluxPeakErrMjy', 'fluxIntErrMjy', 'localRmsMjy'] as const) expect([...measurements[column]]).toEqual([0.5, 0.25])
  expect([...measurements.snr]).toEqual([4, -4])
})

test('has the shape of the beam and the least positional errors', () => {
  const { measurements } = forcedMeasurements(input)
  expect([measurements.bmajArcsec[0], measurements.psfBminArcsec[1], measurements.paDeg[0]]).toEqual([15, 10, 12])
  expect([measurements.raErrDeg[0], measurements.errorRadiusDeg[0]]).toEqual([0.01 / 3600, 0])
  expect(measurements.uncertaintyEwDeg[0]).toBeCloseTo(Math.hypot(1, 0.01) / 3600, 15)
  expect(measurements.uncertaintyNsDeg[0]).toBeCloseTo(Math.hypot(2, 0.01) / 3600, 15)
  expect([measurements.compactness[0], measurements.fluxPeakIslRatio[0], measurements.hasSiblings[0]]).toEqual([1, 1, 0])
})

test('goes on after the highest island number, in the spelling of the catalogue', () => {
  const { measurements } = forcedMeasurements(input)
  expect(measurements.islandId).toEqual(['island_13', 'island_14'])
  expect(measurements.componentId).toEqual(['component_13a', 'component_14a'])
  expect(measurements.name).toEqual(['shaped_component_13a_f', 'shaped_component_14a_f'])
  const spelt = forcedMeasurements({ ...input, islands: numberingAfter(['SB9668_island_7', 'odd']) }).measurements
  expect(spelt.islandId[0]).toBe('SB9668_island_8')
  expect(spelt.name[0]).toBe('shaped_SB9668_component_8a_f')
  expect(forcedMeasurements({ ...input, islands: numberingAfter([]) }).measurements.islandId[0]).toBe('island_1')
})
