import { expect, test } from 'vitest'
import { withError } from './withError.ts'

test('a value has the digits that its error supports', () => {
  expect(withError(56.943676, 0.27279)).toBe('56.94 ± 0.27')
  expect(withError(0.0123456, 0.00012)).toBe('0.01235 ± 0.00012')
  expect(withError(5123.4, 120)).toBe('5123 ± 120')
})

test('without an error it has three decimals, and what is unknown is left out', () => {
  expect(withError(1.23456, null)).toBe('1.235')
  expect(withError(1.23456, 0)).toBe('1.235')
  expect(withError(null, 0.1)).toBe('')
})
