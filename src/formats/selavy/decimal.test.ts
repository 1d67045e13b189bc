import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseDecimal } from './decimal.ts'

function parse(text: string): number {
  const bytes = Buffer.from(`x${text}y`)
  return parseDecimal(bytes, 1, bytes.length - 1)
}

describe('decimal numbers', () => {
  it('are rounded exactly as the language rounds them', () => {
    const digits = fc.stringMatching(/^[+-]?\d{1,20}(\.\d{0,25})?([eE][+-]?\d{1,3})?$/)
    fc.assert(fc.property(digits, (text) => Object.is(parse(text), Number(text))))
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (value) =>
        Object.is(parse(String(value)), Object.is(value, -0) ? 0 : value),
      ),
    )
  })

  it('take a point at either end and the exponent of Fortran', () => {
    expect([parse('5.'), parse('.5'), parse('-1.5D3'), parse('+2'), parse('-0.0')]).toEqual([5, 0.5, -1500, 2, -0])
  })

  it('are NaN where the text is none', () => {
    for (const text of ['', '.', '-', '+', '1.2.3', '1e', '0x10', 'Infinity', 'nan', '1_000', '--', '1 2']) expect(parse(text)).toBeNaN()
  })
})
