import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawLightCurve } from './lightCurve.ts'
import { variableKinds } from './options.ts'
import { RandomStream } from './random.ts'

const times = fc.array(fc.double({ min: 0.01, max: 40, noNaN: true }), { minLength: 2, maxLength: 30 }).map((gaps) => {
  let timeDays = 0
  return gaps.map((gap) => (timeDays += gap))
})

test('a later epoch leaves the earlier flux densities as they are', () => {
  fc.assert(
    fc.property(times, fc.constantFrom(...variableKinds), fc.nat(), (timesDays, kind, seed) => {
      const all = drawLightCurve(kind, timesDays, 7, new RandomStream(`seed ${seed}`))
      const fewer = drawLightCurve(kind, timesDays.slice(0, -1), 7, new RandomStream(`seed ${seed}`))
      expect(fewer).toEqual(all.slice(0, -1))
    }),
  )
})

test('every flux density is positive and within the stated bounds', () => {
  fc.assert(
    fc.property(times, fc.constantFrom(...variableKinds), fc.nat(), (timesDays, kind, seed) => {
      for (const factor of drawLightCurve(kind, timesDays, 7, new RandomStream(`seed ${seed}`))) {
        expect(factor).toBeGreaterThan(0)
        expect(factor).toBeLessThanOrEqual(13)
      }
    }),
  )
})

test('a random walk remembers for its time constant and forgets after many', () => {
  const days = Array.from({ length: 4000 }, (_, i) => i * 0.2)
  const logarithms = drawLightCurve('walk', days, 1, new RandomStream('memory')).map(Math.log)
  const mean = logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length
  const covariance = (lag: number) =>
    logarithms.slice(lag).reduce((sum, value, i) => sum + (value - mean) * (logarithms[i] - mean), 0) / (logarithms.length - lag)
  expect(covariance(1) / covariance(0)).toBeGreaterThan(0.75)
  expect(Math.abs(covariance(400) / covariance(0))).toBeLessThan(0.3)
})
