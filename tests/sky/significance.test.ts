import { array, assert, double, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lnChiSquareSurvival, lnEtaSignificance } from '../../src/sky/chiSquare.ts'
import { falseDiscovery } from '../../src/sky/falseDiscovery.ts'
import { jointNormalSurvival, normalSurvival } from '../../src/sky/normal.ts'
import { oracleRows } from './oracleTable.ts'

const tails = oracleRows('significance/chiSquare.csv').map((row) => row.map(Number))

test('the tail of chi-squared is that of scipy, to eleven digits of its logarithm, far out too', () => {
  for (const [freedom, chiSquared, wanted] of tails) {
    const found = lnChiSquareSurvival(chiSquared, freedom)
    const off = Math.abs(found - wanted) / Math.max(Math.abs(wanted), 1e-300)
    // Where nearly everything is in the tail, its logarithm is a small difference from 0.
    const isNear = off < 1e-11 || Math.abs(found - wanted) < 1e-14
    expect(isNear, `${freedom} degrees of freedom, ${chiSquared}: ${found}, not ${wanted}`).toBe(true)
  }
})

test('the p-value of eta is that of (N - 1) eta', () => {
  expect(lnEtaSignificance(3, 10)).toBe(lnChiSquareSurvival(27, 9))
  expect(lnEtaSignificance(0, 2)).toBe(0)
  expect(lnEtaSignificance(Infinity, 5)).toBe(-Infinity)
})

test('the tails of one and of two normal variables are those of scipy', () => {
  for (const row of oracleRows('significance/pairs.csv')) {
    const [a, b, correlation, joint, single] = row.map(Number)
    expect(Math.abs(normalSurvival(a) / single - 1)).toBeLessThan(1e-12)
    expect(Math.abs(jointNormalSurvival(a, b, correlation) - joint)).toBeLessThan(1e-8 * single + 1e-10)
  }
  expect(jointNormalSurvival(1, 2, 1)).toBe(normalSurvival(2))
})

describe('Benjamini and Hochberg', () => {
  test('keep as many as scipy does', () => {
    for (const [rate, kept, values] of oracleRows('significance/discoveries.csv')) {
      const sorted = Float64Array.from(values.split(' '), (p) => Math.log(Number(p))).sort()
      expect(falseDiscovery(sorted, Number(rate)).kept).toBe(Number(kept))
    }
  })

  const pValues = array(double({ min: 1e-12, max: 1, noNaN: true }), { maxLength: 60 })
  const rates = double({ min: 0.001, max: 1, noNaN: true })

  test('keep exactly the values up to the largest that is kept, the last of which is within its share', () => {
    assert(
      property(pValues, rates, (values, rate) => {
        const sorted = Float64Array.from(values, Math.log).sort()
        const { kept, lnLargest } = falseDiscovery(sorted, rate)
        expect(sorted.filter((value) => value <= lnLargest)).toHaveLength(kept)
        if (kept > 0) expect(sorted[kept - 1]).toBeLessThanOrEqual(Math.log((kept * rate) / sorted.length))
        for (let k = kept + 1; k <= sorted.length; k++) expect(sorted[k - 1]).toBeGreaterThan(Math.log((k * rate) / sorted.length))
      }),
    )
  })

  test('keep no fewer at a higher rate, and no fewer than Bonferroni would', () => {
    assert(
      property(pValues, rates, rates, (values, one, other) => {
        const sorted = Float64Array.from(values, Math.log).sort()
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        expect(falseDiscovery(sorted, low).kept).toBeLessThanOrEqual(falseDiscovery(sorted, high).kept)
        const bonferroni = sorted.filter((value) => value <= Math.log(low / sorted.length)).length
        expect(falseDiscovery(sorted, low).kept).toBeGreaterThanOrEqual(bonferroni)
      }),
    )
  })
})
