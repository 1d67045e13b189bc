import { expect, test } from 'vitest'
import { RandomStream } from '../../simulate/random.ts'
import { etaVParametersSchema } from '../contract/etaVParameters.ts'
import { etaV, type EtaVOutcome, type EtaVSources } from './etaV.ts'

function run(sources: EtaVSources, changes: object = {}): EtaVOutcome {
  const outcome = etaV(sources, etaVParametersSchema.parse({ minSources: 1, ...changes }))
  if (!outcome.ok) throw new Error(outcome.fault.message)
  return outcome.value
}

function sourcesOf(points: readonly (readonly [eta: number, v: number, datapoints?: number, isNew?: number])[]): EtaVSources {
  return {
    eta: Float64Array.from(points, ([eta]) => eta),
    v: Float64Array.from(points, ([, v]) => v),
    datapoints: Int32Array.from(points, ([, , datapoints = 5]) => datapoints),
    isNew: Uint8Array.from(points, ([, , , isNew = 0]) => isNew),
  }
}

/** Steady sources, whose logarithms are -1, 0, 1 over and over: mean 0, sigma sqrt(2 / 3). */
const steady = Array.from({ length: 60 }, (_, i) => [10 ** ((i % 3) - 1), 10 ** ((i % 3) - 2)] as const)

test('thresholds are so many sigma above the mean of the logarithms', () => {
  const { eta, v } = run(sourcesOf(steady), { etaSigma: 2, vSigma: 0.5 })
  const sigma = Math.sqrt(2 / 3)
  expect(eta).toMatchObject({ mean: expect.closeTo(0, 14), sigma: expect.closeTo(sigma, 14), count: 60 })
  expect(v).toMatchObject({ mean: expect.closeTo(-1, 14), sigma: expect.closeTo(sigma, 14), count: 60 })
  expect(eta.threshold).toBeCloseTo(10 ** (2 * sigma), 12)
  expect(v.threshold).toBeCloseTo(10 ** (0.5 * sigma - 1), 12)
})

test('a candidate is above both thresholds, not at one of them', () => {
  const { candidate } = run(sourcesOf([...steady, [1e6, 1e6], [1e6, 0.1], [1, 1e6]]))
  expect(candidate.indexOf(1)).toBe(60)
  expect(candidate.reduce((sum, flag) => sum + flag, 0)).toBe(1)
  const equal = run(sourcesOf(Array.from({ length: 5 }, () => [2, 2] as const)), { etaSigma: 0, vSigma: 0 })
  expect([...equal.candidate]).toEqual([0, 0, 0, 0, 0])
})

test('sources of one datapoint, of unknown measures and of measures that are not positive take no part', () => {
  const odd = [
    [1e6, 1e6, 1],
    [Number.NaN, 1e6],
    [1e6, Number.NaN],
    [0, 1e6],
    [1e6, -2],
  ] as const
  const { eta, used, candidate } = run(sourcesOf([...steady, ...odd]))
  expect(eta).toEqual(run(sourcesOf(steady)).eta)
  expect([...used.subarray(60)]).toEqual([0, 0, 0, 0, 0])
  expect(candidate.every((flag) => flag === 0)).toBe(true)
})

test('the fit of TraP_tools leaves out new sources, which may be candidates all the same', () => {
  const sources = sourcesOf([...steady, [1e6, 1e6, 5, 1]])
  const { eta, candidate } = run(sources, { fit: 'trap' })
  expect(eta).toEqual(run(sourcesOf(steady), { fit: 'trap' }).eta)
  expect(candidate.indexOf(1)).toBe(60)
})

test('the variables among steady sources are found, whatever the order', () => {
  const random = new RandomStream('eta-V')
  const background = Array.from({ length: 2000 }, () => [10 ** (random.normal() * 0.2), 10 ** (random.normal() * 0.15 - 1)] as const)
  const variables = Array.from({ length: 10 }, () => [10 ** (2 + random.uniform()), 10 ** (0.2 + random.uniform())] as const)
  const { candidate, eta, v } = run(sourcesOf([...background, ...variables]))
  expect([...candidate.subarray(2000)]).toEqual(Array.from(variables, () => 1))
  expect(candidate.subarray(0, 2000).reduce((sum, flag) => sum + flag, 0)).toBeLessThan(3)
  expect(eta).toMatchObject({ mean: expect.closeTo(0, 1.5), sigma: expect.closeTo(0.2, 1.5) })
  expect(v).toMatchObject({ mean: expect.closeTo(-1, 1.5), sigma: expect.closeTo(0.15, 1.5) })
  const turned = run(sourcesOf([...variables, ...background.toReversed()]))
  expect([...turned.candidate.subarray(0, 10)]).toEqual(Array.from(variables, () => 1))
})

test('too few sources are refused, with how many there are', () => {
  const outcome = etaV(sourcesOf(steady), etaVParametersSchema.parse({ minSources: 61 }))
  expect(outcome).toMatchObject({ ok: false, fault: { code: 'analysis.tooFew', data: { expected: 61, found: 60 } } })
  expect(etaV(sourcesOf([]), etaVParametersSchema.parse({}))).toMatchObject({ ok: false })
})
