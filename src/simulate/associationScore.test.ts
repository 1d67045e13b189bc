import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AssociationScore, type Membership, scoreAssociation } from './associationScore.ts'

function rows(...lists: readonly (readonly number[])[]): Membership {
  const start = [0]
  for (const list of lists) start.push((start.at(-1) ?? 0) + list.length)
  return { start: Int32Array.from(start), member: Int32Array.from(lists.flat()) }
}

const perfect: AssociationScore = { completeness: 1, purity: 1, splits: 0, merges: 0, pairPrecision: 1, pairRecall: 1 }

test('the true partition has a perfect score', () => {
  expect(scoreAssociation(rows([0], [0], [1], [1], [1]), rows([0, 1], [2, 3, 4]))).toEqual(perfect)
})

test('an object in two sources is one split and lowers completeness and recall alone', () => {
  expect(scoreAssociation(rows([0], [0], [0], [0]), rows([0, 1, 2], [3]))).toEqual({
    ...perfect,
    completeness: 3 / 4,
    splits: 1,
    pairRecall: 3 / 6,
  })
})

test('a source of two objects is one merge and lowers purity and precision alone', () => {
  expect(scoreAssociation(rows([0], [0], [0], [1]), rows([0, 1, 2, 3]))).toEqual({
    ...perfect,
    purity: 3 / 4,
    merges: 1,
    pairPrecision: 3 / 6,
  })
})

test('a blend belongs with either of its objects', () => {
  const components = rows([0, 1], [0], [1])
  expect(scoreAssociation(components, rows([0, 1], [2]))).toEqual(perfect)
  const withFainter = scoreAssociation(components, rows([0, 2], [1]))
  expect(withFainter).toMatchObject({ purity: 1, merges: 0, pairPrecision: 1, splits: 1, pairRecall: 0 })
})

test('a fork that repeats the past of another source counts each pair once', () => {
  const score = scoreAssociation(rows([0, 1], [0, 1], [0], [1]), rows([0, 1, 2], [0, 1, 3]))
  expect(score).toEqual(perfect)
})

test('peaks of the noise are objects of their own', () => {
  expect(scoreAssociation(rows([], []), rows([0, 1]))).toEqual({
    completeness: null,
    purity: 1 / 2,
    splits: 0,
    merges: 1,
    pairPrecision: 0,
    pairRecall: null,
  })
})

test('components alone say nothing', () => {
  const nothing = { completeness: null, purity: null, splits: 0, merges: 0, pairPrecision: null, pairRecall: null }
  expect(scoreAssociation(rows([0], [1], []), rows([0], [1], [2]))).toEqual(nothing)
  expect(scoreAssociation(rows(), rows())).toEqual(nothing)
})

test('without blends, precision and recall change places where truth and partition do', () => {
  const labels = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(labels, (pairs) => {
      const truth = pairs.map(([object]) => object)
      const source = pairs.map(([, label]) => label)
      const forwards = scoreAssociation(rows(...truth.map((object) => [object])), partition(source))
      const backwards = scoreAssociation(rows(...source.map((label) => [label])), partition(truth))
      expect(forwards.pairPrecision).toBe(backwards.pairRecall)
      expect(forwards.completeness).toBe(backwards.purity)
      expect(forwards.splits).toBe(backwards.merges)
    }),
  )
})

function partition(labels: readonly number[]): Membership {
  const groups = Array.from({ length: 5 }, (_, label) => [...labels.keys()].filter((i) => labels[i] === label))
  return rows(...groups)
}
