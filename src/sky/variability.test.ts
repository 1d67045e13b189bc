import { expect, test } from 'vitest'
import { pairModulation, pairVs, significanceEta, variationV } from './variability.ts'

const one = Float64Array.of(1)

test('one value has neither V nor eta, and no value neither', () => {
  expect([variationV(one, 0, 1), significanceEta(one, one, 0, 1), variationV(one, 0, 0), significanceEta(one, one, 0, 0)]).toEqual([
    null,
    null,
    null,
    null,
  ])
})

test('what cannot be known is null: a mean of 0, an error that is not positive, a value that is not finite', () => {
  expect(variationV(Float64Array.of(-1, 1), 0, 2)).toBeNull()
  expect(variationV(Float64Array.of(NaN, 1), 0, 2)).toBeNull()
  expect(significanceEta(Float64Array.of(2, 1), Float64Array.of(1, 0), 0, 2)).toBeNull()
  expect(significanceEta(Float64Array.of(2, 1), Float64Array.of(1, NaN), 0, 2)).toBeNull()
  expect(significanceEta(Float64Array.of(2, Infinity), Float64Array.of(1, 1), 0, 2)).toBeNull()
})

test('two values have the V and eta of their difference', () => {
  const flux = Float64Array.of(3, 1)
  expect(variationV(flux, 0, 2)).toBeCloseTo(Math.SQRT2 / 2, 15)
  expect(significanceEta(flux, Float64Array.of(0.5, 0.5), 0, 2)).toBeCloseTo(8, 14)
})

test('a pair is positive where the first is brighter, and changes sign with the order', () => {
  expect(pairVs(5, 3, 1, 4)).toBe(0.8)
  expect(pairVs(1, 4, 5, 3)).toBe(-0.8)
  expect(pairModulation(3, 1)).toBe(1)
  expect(pairModulation(1, 3)).toBe(-1)
})
