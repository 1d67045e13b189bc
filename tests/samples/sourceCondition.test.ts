import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flagColumns, numberColumns } from '../../src/app/contract/sourceColumns.ts'
import { comparisons } from '../../src/app/contract/sourceQuery.ts'
import { parseSourceQuery } from '../../src/app/contract/query/parseSourceQuery.ts'
import { separationDeg } from '../../src/sky/separation.ts'
import type { RandomStream } from '../../src/simulate/random.ts'
import { openDuckDb, type DuckDb } from '../../src/store/parquet/duckDb.ts'
import type { SourceCondition } from '../../src/store/queries/sourceCondition.ts'
import type { SampleOrigin } from '../../src/store/samples/drawing.ts'
import { pickSources } from '../../src/store/samples/pickSources.ts'
import { readRows, type Row } from '../process/processing.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { idsPerImage, writeExampleTables } from '../store/exampleTables.ts'
import { valueOf } from '../store/exampleStore.ts'

const folder = temporaryFolder()
let duckDb: DuckDb

/** Half of the sources lie close around the places where right ascension jumps or ends. */
function crowdedPlace(random: RandomStream): readonly [number, number] {
  const spread = 10 ** (random.uniform() * 5 - 4)
  const ra = (((random.uniform() - 0.5) * spread) % 360) + 360
  const places: readonly (readonly [number, number])[] = [
    [random.uniform() * 360, 90 - spread * random.uniform()],
    [random.uniform() * 360, -90 + spread * random.uniform()],
    [ra % 360, (random.uniform() - 0.5) * spread],
    [ra % 360, 80 + (random.uniform() - 0.5) * spread],
    [random.uniform() * 360, (Math.asin(2 * random.uniform() - 1) * 180) / Math.PI],
  ]
  return places[random.uint32() % places.length]
}

interface Example {
  readonly origin: SampleOrigin
  readonly rows: readonly Row[]
}

async function makeExample(run: string, version: number, images: readonly number[]): Promise<Example> {
  const example = { folder: join(folder, run), run, version, sources: 3000, imageNumbers: images, place: crowdedPlace }
  const origin = await writeExampleTables(example, join(folder, 'images'))
  const rows = await readRows(join(folder, run, 'sources.parquet'))
  return { origin, rows: rows.map((row) => ({ ...row, run, version })) }
}

let examples: readonly Example[]

beforeAll(async () => {
  duckDb = await openDuckDb({ memoryLimitMb: 200, threads: 2 })
  examples = [await makeExample('lmc', 3, [1]), await makeExample("o'brien", 1, [2])]
})

afterAll(() => duckDb.close())

/** A query's text that asks for nothing that people said. */
function conditionOf(text: string): SourceCondition {
  return valueOf(parseSourceQuery(text)) as SourceCondition
}

/** The sources that are picked, as run and id. */
async function picked(condition: SourceCondition, some: readonly Example[] = examples): Promise<string[]> {
  const origins = some.map(({ origin }) => origin)
  const { signal } = new AbortController()
  const count = await pickSources({ duckDb, origins, idsPerImage, folder, scratch: folder, signal }, condition)
  const reader = await duckDb.connection.runAndReadAll("SELECT run || '/' || id FROM picked JOIN origins USING (origin)")
  await duckDb.connection.run('DROP TABLE picked; DROP TABLE origins')
  const found = reader.getRows().map(([name]) => String(name))
  expect(found).toHaveLength(count)
  return found.sort()
}

/** Another way to say what a condition means, for one row. */
function holds(row: Row, query: SourceCondition): boolean {
  const value = 'column' in query ? row[query.column] : undefined
  switch (query.kind) {
    case 'all':
      return true
    case 'and':
      return query.of.every((one) => holds(row, one))
    case 'or':
      return query.of.some((one) => holds(row, one))
    case 'not':
      return !holds(row, query.of)
    case 'compare':
      return typeof value === 'number' && compared(value, query.operator, query.value)
    case 'between':
      return typeof value === 'number' && value >= query.min && value <= query.max
    case 'oneOf':
      return typeof value === 'number' && query.values.includes(value)
    case 'known':
      return typeof value === 'number'
    case 'flag':
      return value === query.value
    case 'text':
      return query.values.some((text) => text === value)
    case 'contains':
      return String(value).toLowerCase().includes(query.text.toLowerCase())
    case 'cone':
      return 3600 * separationDeg(query.raDeg, query.decDeg, Number(row['wavg_ra']), Number(row['wavg_dec'])) <= query.radiusArcsec
    default:
      throw new Error('no such kind')
  }
}

function compared(value: number, operator: (typeof comparisons)[number], other: number): boolean {
  const [isLess, isSame] = [value < other, value === other]
  const answers = { '<': isLess, '<=': isLess || isSame, '=': isSame, '!=': !isSame, '>=': !isLess, '>': !isLess && !isSame }
  return answers[operator]
}

function expected(query: SourceCondition): string[] {
  const rows = examples.flatMap((example) => example.rows.filter((row) => holds(row, query)))
  return rows.map((row) => `${String(row['run'])}/${String(row['id'])}`).sort()
}

const column = fc.constantFrom(...numberColumns)
/** A value that some row has, so that equality and edges are met. */
const columnAndValue = fc.tuple(column, fc.nat(2999), fc.boolean()).map(([name, row, isFirst]) => {
  const value = examples[isFirst ? 0 : 1].rows[row][name]
  return { column: name, value: typeof value === 'number' ? value : 1 }
})
const leaf: fc.Arbitrary<SourceCondition> = fc.oneof(
  fc.constant({ kind: 'all' } as const),
  fc.tuple(columnAndValue, fc.constantFrom(...comparisons)).map(([one, operator]) => ({ kind: 'compare' as const, operator, ...one })),
  columnAndValue.map(({ column: name, value }) => ({ kind: 'between' as const, column: name, min: value - 1, max: value })),
  columnAndValue.map(({ column: name, value }) => ({ kind: 'oneOf' as const, column: name, values: [value, 7, 8] })),
  fc.record({ kind: fc.constant('known' as const), column }),
  fc.record({ kind: fc.constant('flag' as const), column: fc.constantFrom(...flagColumns), value: fc.boolean() }),
  fc.constant({ kind: 'text', column: 'run', values: ["o'brien"] } as const),
  fc.constant({ kind: 'contains', column: 'name', text: 'j0000' } as const),
)
const query = fc.letrec<{ query: SourceCondition }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.record({ kind: fc.constant('not' as const), of: tie('query') }),
    fc.record({ kind: fc.constant('and' as const), of: fc.array(tie('query'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('or' as const), of: fc.array(tie('query'), { minLength: 2, maxLength: 3 }) }),
  ),
})).query

test('a query picks the sources that it is true of, unknown values and their opposites included', async () => {
  await fc.assert(
    fc.asyncProperty(query, async (one) => {
      expect(await picked(one)).toEqual(expected(one))
    }),
    { numRuns: 60 },
  )
})

test('of a query and its opposite each source fits one', async () => {
  await fc.assert(
    fc.asyncProperty(query, async (one) => {
      const both = [...(await picked(one)), ...(await picked({ kind: 'not', of: one }))].sort()
      expect(both).toEqual(expected({ kind: 'all' }))
    }),
    { numRuns: 20 },
  )
})

const cone = fc.record({
  kind: fc.constant('cone' as const),
  raDeg: fc.oneof(fc.constantFrom(0, 180, 359.9999999), fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true })),
  decDeg: fc.oneof(fc.constantFrom(-90, 90, 0, 80, 89.9999, -89.99), fc.double({ min: -90, max: 90, noNaN: true })),
  radiusArcsec: fc.double({ min: -2, max: 5.8, noNaN: true }).map((exponent) => 10 ** exponent),
})

/** Closer to the edge than this, rounding decides: 1e-15 of a right angle. */
const roundingArcsec = 1e-9

test('a cone takes what is within its great-circle distance, across RA 0 and over the poles', async () => {
  await fc.assert(
    fc.asyncProperty(cone, async (one) => {
      const found = new Set(await picked(one))
      const wider = new Set(expected({ ...one, radiusArcsec: one.radiusArcsec + roundingArcsec }))
      const narrower = new Set(expected({ ...one, radiusArcsec: Math.max(0, one.radiusArcsec - roundingArcsec) }))
      expect([...narrower.difference(found), ...found.difference(wider)]).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('a cone of no radius takes the source at its centre, one of 180 deg takes all', async () => {
  const [{ rows }] = examples
  const place = { raDeg: Number(rows[5]['wavg_ra']), decDeg: Number(rows[5]['wavg_dec']) }
  expect(await picked({ kind: 'cone', ...place, radiusArcsec: 0 })).toContain(`lmc/${String(rows[5]['id'])}`)
  expect(await picked({ kind: 'cone', raDeg: 77, decDeg: -12, radiusArcsec: 648000 })).toEqual(expected({ kind: 'all' }))
})

test('texts are values, whatever is in them, and a name is found with VAST before it', async () => {
  const name = String(examples[0].rows[0]['name'])
  expect(await picked(conditionOf(`name = 'VAST ${name}'`))).toEqual(expected({ kind: 'text', column: 'name', values: [name] }))
  expect(await picked(conditionOf(`name = 'x'' OR true --'`))).toEqual([])
  expect(await picked({ kind: 'contains', column: 'name', text: "%' OR 1=1" })).toEqual([])
})

test('a column that the sources do not have is a bug, not SQL', async () => {
  await expect(picked({ kind: 'known', column: 'id" IS NULL OR "id' })).rejects.toThrow('The sources have no column')
})
