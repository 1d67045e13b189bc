import { expect, test } from 'vitest'
import { significanceEta, variationV } from '../../src/sky/variability.ts'
import { oracleRows } from './oracleTable.ts'

const curves = oracleRows('variability/curves.csv').map(([name, v, eta, numpyV, flux, fluxErr]) => ({
  name,
  v: Number(v),
  eta: Number(eta),
  numpyV: Number(numpyV),
  flux: Float64Array.from(flux.split(' '), Number),
  fluxErr: Float64Array.from(fluxErr.split(' '), Number),
}))

test.each(curves)('V and eta of $name have twelve digits, against exact arithmetic', ({ v, eta, numpyV, flux, fluxErr }) => {
  const foundV = variationV(flux, 0, flux.length)
  const foundEta = significanceEta(flux, fluxErr, 0, flux.length)
  expect(Math.abs((foundV ?? NaN) - v)).toBeLessThanOrEqual(1e-12 * Math.abs(v))
  expect(Math.abs((foundEta ?? NaN) - eta)).toBeLessThanOrEqual(1e-12 * eta)
  // numpy's own rounding: one part in 10^16 of the mean.
  expect(Math.abs((foundV ?? NaN) - numpyV)).toBeLessThanOrEqual(1e-15 + 1e-12 * Math.abs(v))
})

test.each(curves)('V and eta of $name do not depend on where in a column it lies', ({ flux, fluxErr }) => {
  const column = Float64Array.of(7, 8, ...flux, 9)
  const errors = Float64Array.of(1, 1, ...fluxErr, 1)
  expect(variationV(column, 2, 2 + flux.length)).toBe(variationV(flux, 0, flux.length))
  expect(significanceEta(column, errors, 2, 2 + flux.length)).toBe(significanceEta(flux, fluxErr, 0, flux.length))
})
