import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseCovered } from './chooseCovered.ts'

/** Entries as [group, rank, covered, fitted]. */
function chosen(entries: readonly (readonly [number, number, number, number])[]): number[] {
  const column = (at: 0 | 1 | 2 | 3) => entries.map((entry) => entry[at])
  const expected = {
    count: entries.length,
    group: Int32Array.from(column(0)),
    rank: Uint16Array.from(column(1)),
    groupCount: Math.max(-1, ...column(0)) + 1,
  }
  return [...chooseCovered(expected, { covered: Uint8Array.from(column(2)), fitted: Uint8Array.from(column(3)) })]
}

test('the nearest image counts if its pixels cover the place', () => {
  expect(
    chosen([
      [0, 1, 1, 1],
      [0, 0, 1, 0],
      [0, 2, 1, 1],
    ]),
  ).toEqual([0, 1, 0])
})

test('where the nearest is blank the next that covers the place counts', () => {
  expect(
    chosen([
      [0, 2, 1, 1],
      [0, 0, 0, 0],
      [0, 1, 1, 1],
      [1, 0, 1, 0],
    ]),
  ).toEqual([0, 0, 1, 1])
})

test('a fit beside blank pixels counts where no image covers the place', () => {
  expect(chosen([[0, 0, 0, 1]])).toEqual([1])
  expect(
    chosen([
      [0, 0, 0, 0],
      [0, 1, 0, 1],
      [0, 2, 0, 1],
    ]),
  ).toEqual([0, 1, 0])
  expect(
    chosen([
      [0, 0, 0, 1],
      [0, 1, 1, 0],
    ]),
  ).toEqual([0, 1])
})

test('where all are blank none counts', () => {
  expect(
    chosen([
      [0, 0, 0, 0],
      [0, 1, 0, 0],
    ]),
  ).toEqual([0, 0])
  expect(chosen([])).toEqual([])
})

test('one entry of a group counts at most, and one does wherever any image covers the place', () => {
  const flag = fc.constantFrom(0, 1)
  const groups = fc.array(fc.array(fc.tuple(flag, flag), { minLength: 1, maxLength: 5 }), { maxLength: 6 })
  fc.assert(
    fc.property(groups, (drawn) => {
      const entries = drawn.flatMap((images, group) => images.map(([covered, fitted], rank) => [group, rank, covered, fitted] as const))
      const counts = chosen(entries)
      for (const [group, images] of drawn.entries()) {
        const counted = entries.filter(([own], i) => own === group && counts[i] === 1)
        expect(counted.length).toBe(images.some(([covered, fitted]) => covered === 1 || fitted === 1) ? 1 : 0)
        expect(counted.some(([, , covered]) => covered === 1)).toBe(images.some(([covered]) => covered === 1))
      }
    }),
  )
})
