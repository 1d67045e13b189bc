import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { disjointSets, joinSets, rootOf } from './disjointSets.ts'

const count = 30
const arbitraryJoins = fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 40 })

function rootsAfter(joins: readonly (readonly [number, number])[]): number[] {
  const sets = disjointSets(count)
  for (const [a, b] of joins) joinSets(sets, a, b)
  return Array.from({ length: count }, (_, member) => rootOf(sets, member))
}

test('numbers share a root where joins lead from one to the other, and it is the smallest of them', () => {
  fc.assert(
    fc.property(arbitraryJoins, (joins) => {
      const smallest = Array.from({ length: count }, (_, member) => member)
      for (let pass = 0; pass < count; pass++) {
        for (const [a, b] of joins) smallest[a] = smallest[b] = Math.min(smallest[a], smallest[b])
      }
      expect(rootsAfter(joins)).toEqual(smallest)
    }),
  )
})

test('the order of the joins does not show', () => {
  fc.assert(
    fc.property(arbitraryJoins, (joins) => {
      expect(rootsAfter(joins.toReversed())).toEqual(rootsAfter(joins))
    }),
  )
})
