import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEnvelope, solveEnvelope } from './envelopeCholesky.ts'

/** The matrix G^T G of a lower banded G with a heavy diagonal, as rows, and in its envelope. */
function banded(size: number, first: Int32Array, draw: (i: number, j: number) => number) {
  const factor = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 2 : j >= first[i] && j < i ? draw(i, j) : 0)),
  )
  const full = factor.map((row) => factor.map((other) => row.reduce((sum, value, k) => sum + value * other[k], 0)))
  const envelope = createEnvelope(first)
  for (let i = 0; i < size; i++) for (let j = first[i]; j <= i; j++) envelope.values[envelope.start[i] + j] = full[i][j]
  return { full, envelope }
}

test('solves what was multiplied', () => {
  const widths = fc.array(fc.nat(4), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(widths, fc.infiniteStream(fc.double({ min: -0.5, max: 0.5, noNaN: true })), (width, stream) => {
      const first = Int32Array.from(width, (w, i) => Math.max(0, i - w))
      const { full, envelope } = banded(width.length, first, () => stream.next().value as number)
      const wanted = width.map((w, i) => w - i / 3)
      const x = Float64Array.from(full, (row) => row.reduce((sum, value, k) => sum + value * wanted[k], 0))
      expect([...solveEnvelope(envelope, x, 1e-12)].every((left) => left === 0)).toBe(true)
      for (let i = 0; i < x.length; i++) expect(Math.abs(x[i] - wanted[i])).toBeLessThan(1e-9)
    }),
  )
})

test('leaves out an unknown that only repeats another', () => {
  const envelope = createEnvelope(Int32Array.of(0, 0, 2))
  envelope.values.set([4, 4, 4, 9])
  const x = Float64Array.of(8, 8, 27)
  expect([...solveEnvelope(envelope, x, 0.01)]).toEqual([0, 1, 0])
  expect([...x]).toEqual([2, 0, 3])
})

test('leaves out an unknown that nothing constrains', () => {
  const envelope = createEnvelope(Int32Array.of(0, 0))
  envelope.values.set([0, 0, 4])
  const x = Float64Array.of(0, 8)
  expect([...solveEnvelope(envelope, x, 0.01)]).toEqual([1, 0])
  expect([...x]).toEqual([0, 2])
})
