import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sourcesTable } from '../../../store/tables/sources.ts'
import { flagColumns, numberColumns, textColumns } from '../sourceColumns.ts'
import { comparisons, sourceQuerySchema, type SourceQuery } from '../sourceQuery.ts'
import { parseSourceQuery } from './parseSourceQuery.ts'
import { printSourceQuery } from './printSourceQuery.ts'

function queryOf(text: string): SourceQuery {
  const parsed = parseSourceQuery(text)
  if (!parsed.ok) throw new Error(parsed.fault.message)
  return parsed.value
}

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const column = fc.constantFrom(...numberColumns)
const textColumn = fc.constantFrom(...textColumns)

const leaf: fc.Arbitrary<SourceQuery> = fc.oneof(
  fc.constant({ kind: 'all' } as const),
  fc.record({
    kind: fc.constant('cone' as const),
    raDeg: fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true }).map((value) => value + 0),
    decDeg: fc.double({ min: -90, max: 90, noNaN: true }).map((value) => value + 0),
    radiusArcsec: fc.double({ min: 0, max: 648000, noNaN: true }).map((value) => value + 0),
  }),
  fc.record({ kind: fc.constant('compare' as const), column, operator: fc.constantFrom(...comparisons), value: number }),
  fc.tuple(column, number, number).map(([name, a, b]) => {
    return { kind: 'between' as const, column: name, min: Math.min(a, b), max: Math.max(a, b) }
  }),
  fc.record({ kind: fc.constant('oneOf' as const), column, values: fc.array(number, { minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant('known' as const), column }),
  fc.record({ kind: fc.constant('flag' as const), column: fc.constantFrom(...flagColumns), value: fc.boolean() }),
  fc.record({
    kind: fc.constant('text' as const),
    column: textColumn,
    values: fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('contains' as const), column: textColumn, text: fc.string({ unit: 'binary' }) }),
  fc.record({ kind: fc.constant('tagged' as const), tag: fc.string({ unit: 'binary' }) }),
  fc.constant({ kind: 'favourite' } as const),
)

const query = fc.letrec<{ query: SourceQuery }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant('not' as const), of: tie('query') }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('query'), { minLength: 2, maxLength: 4 }) }),
  ),
})).query

test('a query that is printed reads back as the same query, and is one by the schema', () => {
  fc.assert(
    fc.property(query, (one) => {
      expect(queryOf(printSourceQuery(one))).toEqual(one)
      expect(sourceQuerySchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one)
    }),
    { numRuns: 2000 },
  )
})

test('no text, whatever is in it, breaks the reader: it gives a query or says what was expected and where', () => {
  const words = "n_meas new name and or not ( ) cone in between >= 3 -1e3 'x' , is known 12:3 12h3m -4d5s".split(' ')
  const pieces = fc.constantFrom(...words)
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 12 }).map((some) => some.join(' ')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseSourceQuery(text)
      if (parsed.ok) expect(queryOf(printSourceQuery(parsed.value))).toEqual(parsed.value)
      else expect(parsed.fault.data['column']).toBeLessThanOrEqual(text.length + 1)
    }),
    { numRuns: 5000 },
  )
})

test('a query may ask about every column of the sources, and about run and version', () => {
  const kinds = { int64: 'number', int32: 'number', float64: 'number', boolean: 'flag', string: 'text' } as const
  const ofKind = (kind: string) => sourcesTable.columns.filter(({ type }) => kinds[type] === kind).map(({ name }) => name)
  expect([...numberColumns].sort()).toEqual([...ofKind('number'), 'version'].sort())
  expect([...textColumns].sort()).toEqual([...ofKind('text'), 'run'].sort())
  expect([...flagColumns]).toEqual(ofKind('flag'))
})

test('and binds closer than or, not closer than both; capitals do not matter', () => {
  expect(queryOf('NOT new or n_meas >= 3 AND eta_peak > 2.5')).toEqual({
    kind: 'or',
    of: [
      { kind: 'not', of: { kind: 'flag', column: 'new', value: true } },
      {
        kind: 'and',
        of: [
          { kind: 'compare', column: 'n_meas', operator: '>=', value: 3 },
          { kind: 'compare', column: 'eta_peak', operator: '>', value: 2.5 },
        ],
      },
    ],
  })
})

test('a cone is given in degrees or in hours and degrees, its radius in arcsec unless a unit says otherwise', () => {
  const cone = { kind: 'cone', raDeg: 187.5, decDeg: -45.5, radiusArcsec: 120 }
  expect(queryOf('cone(187.5, -45.5, 120)')).toEqual(cone)
  expect(queryOf('cone(12:30:00, -45:30, 2 arcmin)')).toEqual(cone)
  expect(queryOf('cone(187.5,-45:30:00.0,2ARCMIN)')).toEqual(cone)
  expect(queryOf('cone(12h30m, -45d30m, 2 arcmin)')).toEqual(cone)
  expect(queryOf('cone(187d30m0.0s, -45d30m0s, 2 arcmin)')).toEqual(cone)
  expect(queryOf("cone('12 30 00 -45 30 00', 2 arcmin)")).toEqual(cone)
  expect(queryOf("cone('VAST J123000-453000', 2 arcmin)")).toEqual(cone)
  expect(queryOf('cone(0, 90, 1deg)')).toEqual({ kind: 'cone', raDeg: 0, decDeg: 90, radiusArcsec: 3600 })
  expect(queryOf('cone(0:00, -0:30, 0)')).toEqual({ kind: 'cone', raDeg: 0, decDeg: -0.5, radiusArcsec: 0 })
})

test('what reads differently means the same where it is the same', () => {
  expect(queryOf('  ')).toEqual(queryOf('all'))
  expect(queryOf('new')).toEqual(queryOf('new != false'))
  expect(queryOf('eta_peak is unknown')).toEqual(queryOf('not eta_peak is known'))
  expect(queryOf("name != 'J1'")).toEqual(queryOf("not (name in ('J1'))"))
  expect(queryOf('id == 3 and (id <> 4)')).toEqual(queryOf('id = 3 and id != 4'))
  expect(queryOf(`name = "it's"`)).toEqual(queryOf("name = 'it''s'"))
})

const wrong: readonly (readonly [text: string, code: string, column: number, says: RegExp])[] = [
  ['n_meas >=', 'query.syntax', 10, /expected a number, found the end of the query/],
  ['n_meas >= many', 'query.syntax', 11, /expected a number, found many/],
  ['n_meas >= 1e999', 'query.syntax', 11, /expected a number, found 1e999/],
  ['eta_peek > 2', 'query.column', 1, /expected a column of the sources, found eta_peek/],
  ['n_meas 3', 'query.syntax', 8, /expected a comparison, between, in or is, found 3/],
  ['n_meas is there', 'query.syntax', 11, /expected known or unknown, found there/],
  ['n_meas between 5 and 2', 'query.value', 22, /expected a number from 5 on, found 2/],
  ['(new', 'query.syntax', 5, /expected \), found the end of the query/],
  ['new new', 'query.syntax', 5, /expected and, or, or the end of the query, found new/],
  ['new > true', 'query.syntax', 5, /expected = or !=, found >/],
  ['new = 1', 'query.syntax', 7, /expected true or false, found 1/],
  ['name > 3', 'query.syntax', 6, /expected =, !=, in or contains, found >/],
  ['name = J12', 'query.syntax', 8, /expected a text in quotation marks, .*, found J12/],
  ["name = 'J12", 'query.syntax', 8, /expected its other quotation mark, found a text that does not end/],
  ['n_meas >= 3 ; drop', 'query.syntax', 13, /found ";"/],
  ['cone(361, 0, 1)', 'query.value', 6, /expected a right ascension from 0 to below 360 deg, found 361/],
  ['cone(1, -90.5, 1)', 'query.value', 9, /expected a declination from -90 to 90 deg, found -90.5/],
  ['cone(1, 2, -3)', 'query.value', 12, /expected a radius from 0 to 180 deg, found -3/],
  ['cone(1, 2, 3 furlong)', 'query.syntax', 14, /expected arcsec, arcmin, deg, found furlong/],
  ['cone(12:60:00, 2, 3)', 'query.value', 6, /expected minutes and seconds below 60, found 12:60:00/],
  ['cone(12h60m, 2, 3)', 'query.value', 6, /expected minutes and seconds below 60, found 12h60m/],
  ['cone(1, 2h, 3)', 'query.syntax', 9, /expected degrees, found 2h/],
  ["cone('there', 3)", 'query.value', 6, /expected two coordinates, found the text 'there'/],
  ['3 > n_meas', 'query.syntax', 1, /expected a column, cone, tagged, favourite, not, all or \(, found 3/],
  ['('.repeat(200), 'query.syntax', 102, /at most 100 brackets/],
]

test.each(wrong)('%s is refused with its place and what was expected', (text, code, at, says) => {
  const parsed = parseSourceQuery(text)
  expect(parsed.ok).toBe(false)
  if (parsed.ok) return
  expect(parsed.fault.code).toBe(code)
  expect(parsed.fault.message).toMatch(says)
  expect(parsed.fault.message).toMatch(new RegExp(`^Query, column ${at}: `))
  expect(parsed.fault.data['column']).toBe(at)
})

test('a column that is written nearly right is offered', () => {
  const parsed = parseSourceQuery('eta_peek > 2')
  expect(parsed.ok ? '' : parsed.fault.hint).toBe('Did you mean eta_peak?')
})

test.each([
  { kind: 'and', of: [{ kind: 'all' }] },
  { kind: 'compare', column: 'eta', operator: '>', value: 1 },
  { kind: 'compare', column: 'eta_peak', operator: '>', value: Number.NaN },
  { kind: 'between', column: 'eta_peak', min: 2, max: 1 },
  { kind: 'cone', raDeg: 360, decDeg: 0, radiusArcsec: 1 },
  { kind: 'all', of: 'sql' },
])('%j is no query', (data) => {
  expect(sourceQuerySchema.safeParse(data).success).toBe(false)
})
