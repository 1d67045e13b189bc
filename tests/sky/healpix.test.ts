import { expect, test } from 'vitest'
import { healpixNested } from '../../src/sky/healpix.ts'
import { oracleRows } from './oracleTable.ts'

const rows = oracleRows('healpix/cells.csv').map((row) => row.map(Number))
const raDeg = Float64Array.from(rows, (row) => row[0])
const decDeg = Float64Array.from(rows, (row) => row[1])

test.each([0, 5, 12, 15])('cells of order %d are those of astropy_healpix', (order) => {
  const column = 2 + [0, 5, 12, 15].indexOf(order)
  expect([...healpixNested(raDeg, decDeg, order)]).toEqual(rows.map((row) => row[column]))
})

test('a right ascension outside of [0, 360) means the same place', () => {
  const turned = healpixNested(
    raDeg.map((ra) => ra - 360),
    decDeg,
    5,
  )
  expect([...turned]).toEqual(rows.map((row) => row[3]))
})

test('refuses an order without cells, and has no cell for what is no position', () => {
  expect(() => healpixNested(raDeg, decDeg, 16)).toThrow('expected a HEALPix order between 0 and 15, found 16')
  expect(() => healpixNested(raDeg, decDeg, 1.5)).toThrow('found 1.5')
  expect([...healpixNested(Float64Array.of(NaN, 0), Float64Array.of(0, Infinity), 5)]).toEqual([-1, -1])
})
