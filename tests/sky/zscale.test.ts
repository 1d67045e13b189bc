import { expect, test } from 'vitest'
import { zscale } from '../../src/sky/zscale.ts'
import { oracleRows } from './oracleTable.ts'

const values = new Map(oracleRows('zscale/values.csv').map(([name, ...cells]) => [name, Float64Array.from(cells, Number)]))

test.each(oracleRows('zscale/limits.csv'))('the limits of %s agree with astropy', (name, count, low, high) => {
  const series = values.get(name) ?? new Float64Array(0)
  expect(series).toHaveLength(Number(count))
  const limits = zscale(series)
  const range = Math.max(...series) - Math.min(...series) || 1
  expect(Math.abs(limits.low - Number(low)) / range).toBeLessThan(1e-9)
  expect(Math.abs(limits.high - Number(high)) / range).toBeLessThan(1e-9)
})

test('values that are not numbers do not count, and no values have limits too', () => {
  expect(zscale(Float64Array.of(Number.NaN, 1, 2, Number.NaN, 3))).toEqual({ low: 1, high: 3 })
  expect(zscale(new Float32Array(4).fill(Number.NaN))).toEqual({ low: 0, high: 1 })
})
