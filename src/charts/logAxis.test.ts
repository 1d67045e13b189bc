import { assert, double, property } from 'fast-check'
import { expect, test } from 'vitest'
import { logTicks } from './logAxis.ts'

test('ticks lie within the axis in their order, and an axis of a power of ten or more has at least two', () => {
  assert(
    property(double({ min: -30, max: 30, noNaN: true }), double({ min: 0.05, max: 40, noNaN: true }), (low, size) => {
      const logs = logTicks(low, low + size).map(({ log }) => log)
      expect(logs).toEqual(logs.toSorted((a, b) => a - b))
      for (const log of logs) expect(log >= low && log <= low + size).toBe(true)
      if (size >= 1) expect(logs.length).toBeGreaterThanOrEqual(2)
      expect(logs.length).toBeLessThanOrEqual(9)
    }),
  )
})

test('ticks are named as people write numbers', () => {
  expect(logTicks(-2.5, 3.2).map(({ words }) => words)).toEqual(['0.01', '0.1', '1', '10', '100', '1000'])
  expect(logTicks(0, 1).map(({ words }) => words)).toEqual(['1', '2', '5', '10'])
})
