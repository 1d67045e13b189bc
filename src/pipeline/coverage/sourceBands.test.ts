import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeUnitVector } from '../../sky/unitVector.ts'
import { Int32List } from '../numberList.ts'
import { findInCircle, sourceBands } from './sourceBands.ts'

const ra = fc.oneof(fc.double({ min: 0, max: 359.999, noNaN: true }), fc.constantFrom(0, 359.9999, 180, 0.0001))
const dec = fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 0, 89.99, -89.99))
const radius = fc.oneof(fc.double({ min: 0, max: 10, noNaN: true }), fc.constantFrom(30, 90, 180))

function squaredChord(a: readonly [number, number], b: readonly [number, number]): number {
  const vectors = new Float64Array(6)
  writeUnitVector(a[0], a[1], vectors, 0)
  writeUnitVector(b[0], b[1], vectors, 3)
  return (vectors[0] - vectors[3]) ** 2 + (vectors[1] - vectors[4]) ** 2 + (vectors[2] - vectors[5]) ** 2
}

test('finds every source in a circle, once, wherever it is on the sky', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(ra, dec), { maxLength: 60 }),
      fc.tuple(ra, dec),
      radius,
      fc.array(fc.tuple(fc.double({ min: -8, max: 8, noNaN: true }), fc.double({ min: -8, max: 8, noNaN: true })), { maxLength: 30 }),
      (scattered, [centreRa, centreDec], radiusDeg, near) => {
        const beside = near.map(([east, north]) => [(centreRa + east + 360) % 360, Math.max(-90, Math.min(90, centreDec + north))] as const)
        const positions = [...scattered, ...beside]
        const columns = [0, 1].map((axis) => Float64Array.from(positions, (position) => position[axis]))
        const found = new Int32List()
        const circle = { raDeg: centreRa, decDeg: centreDec, radiusDeg }
        const squared = new Float64Array(positions.length)
        findInCircle(sourceBands(columns[0], columns[1]), circle, found, squared)
        const limit = (2 * Math.sin((radiusDeg * Math.PI) / 360)) ** 2
        const expected = positions.flatMap((position, i) => (squaredChord(position, [centreRa, centreDec]) <= limit ? [i] : []))
        expect([...found.values.subarray(0, found.length)].toSorted((a, b) => a - b)).toEqual(expected)
        for (const source of expected) expect(squared[source]).toBe(squaredChord(positions[source], [centreRa, centreDec]))
      },
    ),
    { numRuns: 300 },
  )
})
