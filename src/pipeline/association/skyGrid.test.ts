import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { separationDeg } from '../../sky/separation.ts'
import { Int32List } from '../numberList.ts'
import { SkyGrid } from './skyGrid.ts'

const anywhere = fc.record({
  raDeg: fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true }),
  decDeg: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 89.999, -89.999)),
})
/** Close to one another, so that much is in reach. */
const nearby = fc.record({ raDeg: fc.double({ min: 0, max: 3, noNaN: true }), decDeg: fc.double({ min: -1.5, max: 1.5, noNaN: true }) })
const points = fc.oneof(fc.array(anywhere, { maxLength: 60 }), fc.array(nearby, { maxLength: 60 }))

function sortedFind(grid: SkyGrid, raDeg: number, decDeg: number, radiusDeg: number): number[] {
  const found = new Int32List()
  grid.find(raDeg, decDeg, (radiusDeg * Math.PI) / 180, found)
  return [...found.values.subarray(0, found.length)].toSorted((a, b) => a - b)
}

test('finds what a search through everything finds, each point once', () => {
  fc.assert(
    fc.property(
      points,
      fc.oneof(anywhere, nearby),
      fc.constantFrom(0.00123, 0.31, 1.07, 19.7, 180),
      fc.constantFrom(1, 2),
      (list, probe, radiusDeg, slack) => {
        const grid = new SkyGrid((slack * radiusDeg * Math.PI) / 180, 4)
        for (const [id, { raDeg, decDeg }] of list.entries()) grid.put(id, raDeg, decDeg)
        const near = list.flatMap(({ raDeg, decDeg }, id) =>
          separationDeg(probe.raDeg, probe.decDeg, raDeg, decDeg) <= radiusDeg ? [id] : [],
        )
        expect(sortedFind(grid, probe.raDeg, probe.decDeg, radiusDeg)).toEqual(near)
      },
    ),
    { numRuns: 500 },
  )
})

test('a point that was put again is found where it is now and nowhere else', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), nearby), { maxLength: 60 }), nearby, (moves, probe) => {
      const grid = new SkyGrid(0.01, 2)
      const now = new Map<number, { raDeg: number; decDeg: number }>()
      for (const [id, position] of moves) {
        grid.put(id, position.raDeg, position.decDeg)
        now.set(id, position)
      }
      const near = [...now].filter(([, { raDeg, decDeg }]) => separationDeg(probe.raDeg, probe.decDeg, raDeg, decDeg) <= 0.4987)
      expect(sortedFind(grid, probe.raDeg, probe.decDeg, 0.4987)).toEqual(near.map(([id]) => id).toSorted((a, b) => a - b))
    }),
  )
})

test('a radius of 0 finds the point itself', () => {
  const grid = new SkyGrid(0)
  grid.put(0, 187.25, -12.5)
  expect(sortedFind(grid, 187.25, -12.5, 0)).toEqual([0])
})
