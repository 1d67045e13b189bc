import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSourceQuery } from '../../../../app/contract/query/parseSourceQuery.ts'
import { printSourceQuery } from '../../../../app/contract/query/printSourceQuery.ts'
import type { NumberColumn } from '../../../../app/contract/sourceColumns.ts'
import type { SourceQuery } from '../../../../app/contract/sourceQuery.ts'
import { noParts, partsOf, queryOf, setRange, textOf } from './queryParts.ts'

interface Source {
  readonly n_meas: number
  readonly eta_peak: number
  readonly isNew: boolean
  readonly tags: readonly string[]
  readonly isFavourite: boolean
  readonly name: string
  readonly id: number
}

const columns: readonly NumberColumn[] = ['n_meas', 'eta_peak']
const small = fc.integer({ min: 0, max: 4 })
const tag = fc.constantFrom('a', 'b')

const leaf: fc.Arbitrary<SourceQuery> = fc.oneof(
  fc.constant({ kind: 'all' } as const),
  fc.constant({ kind: 'favourite' } as const),
  fc.record({ kind: fc.constant('tagged' as const), tag }),
  fc.record({ kind: fc.constant('flag' as const), column: fc.constant('new' as const), value: fc.boolean() }),
  fc.record({
    kind: fc.constant('compare' as const),
    column: fc.constantFrom(...columns),
    operator: fc.constantFrom('<', '<=', '=', '!=', '>=', '>'),
    value: small,
  }),
  fc.tuple(fc.constantFrom(...columns), small, small).map(([column, a, b]) => {
    return { kind: 'between' as const, column, min: Math.min(a, b), max: Math.max(a, b) }
  }),
  fc.record({
    kind: fc.constant('text' as const),
    column: fc.constant('name' as const),
    values: fc.array(fc.constantFrom('J1', 'J2'), { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('oneOf' as const), column: fc.constant('id' as const), values: fc.array(small, { minLength: 1 }) }),
)

const query = fc.letrec<{ query: SourceQuery }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant('not' as const), of: tie('query') }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('query'), { minLength: 2, maxLength: 4 }) }),
  ),
})).query

const source: fc.Arbitrary<Source> = fc.record({
  n_meas: small,
  eta_peak: small,
  isNew: fc.boolean(),
  tags: fc.subarray(['a', 'b']),
  isFavourite: fc.boolean(),
  name: fc.constantFrom('J1', 'J2', 'J3'),
  id: small,
})

const compared = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '=': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
  '>=': (a: number, b: number) => a >= b,
  '>': (a: number, b: number) => a > b,
}

function numberOf(one: Source, column: NumberColumn): number {
  return column === 'n_meas' || column === 'eta_peak' || column === 'id' ? one[column] : Number.NaN
}

type Asked<Kind extends SourceQuery['kind']> = Extract<SourceQuery, { readonly kind: Kind }>

function notHere(): never {
  throw new Error('No source here knows of this condition')
}

const truths: { readonly [Kind in SourceQuery['kind']]: (one: Source, asked: Asked<Kind>) => boolean } = {
  all: () => true,
  and: (one, { of }) => of.every((each) => holds(one, each)),
  or: (one, { of }) => of.some((each) => holds(one, each)),
  not: (one, { of }) => !holds(one, of),
  compare: (one, { column, operator, value }) => compared[operator](numberOf(one, column), value),
  between: (one, { column, min, max }) => numberOf(one, column) >= min && numberOf(one, column) <= max,
  oneOf: (one, { column, values }) => values.includes(numberOf(one, column)),
  flag: (one, { value }) => one.isNew === value,
  text: (one, { values }) => values.includes(one.name),
  tagged: (one, { tag: wanted }) => one.tags.includes(wanted),
  favourite: (one) => one.isFavourite,
  cone: notHere,
  known: notHere,
  contains: notHere,
}

function holds<Kind extends SourceQuery['kind']>(one: Source, asked: Asked<Kind>): boolean {
  const kind: Kind = asked.kind
  return truths[kind](one, asked)
}

test('a query that became filters and a query again is true of the same sources', () => {
  fc.assert(
    fc.property(query, fc.array(source, { minLength: 5, maxLength: 20 }), (asked, sources) => {
      const again = queryOf(partsOf(asked))
      for (const one of sources) expect(holds(one, again)).toBe(holds(one, asked))
    }),
    { numRuns: 2000 },
  )
})

test('the text of filters reads back as the same filters', () => {
  fc.assert(
    fc.property(query, (asked) => {
      const parts = partsOf(asked)
      const parsed = parseSourceQuery(textOf(parts))
      if (!parsed.ok) throw new Error(parsed.fault.message)
      expect(partsOf(parsed.value)).toEqual(partsOf(queryOf(parts)))
    }),
    { numRuns: 1000 },
  )
})

test('a change of one filter leaves all others, and what no filter shows', () => {
  const asked = "(new or n_rel = 0) and eta_peak > 2.5 and not tagged 'a' and cone(10, -20, 60)"
  const parsed = parseSourceQuery(asked)
  if (!parsed.ok) throw new Error(parsed.fault.message)
  const parts = partsOf(parsed.value)
  expect(parts).toMatchObject({ tagsOut: ['a'], cone: { raDeg: 10, decDeg: -20, radiusArcsec: 60 }, rest: [{ kind: 'or' }] })
  const changed = setRange(parts, 'eta_peak', { min: { value: 3, isOpen: false }, max: { value: 5, isOpen: false } })
  expect(textOf(changed)).toBe("cone(10, -20, 60) and not tagged 'a' and eta_peak between 3 and 5 and (new = true or n_rel = 0)")
  expect(textOf(setRange(noParts, 'eta_peak', { min: null, max: null }))).toBe('')
  expect(printSourceQuery(queryOf(setRange(changed, 'eta_peak', { min: null, max: null })))).not.toContain('eta_peak')
})
