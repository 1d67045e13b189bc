import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tableFromIPC, type Table } from 'apache-arrow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Result } from '../../fault/fault.ts'
import { openDuckDb, type DuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { writeParquet } from '../parquet/writeParquet.ts'
import { associationsTable } from '../tables/associations.ts'
import type { ColumnData, ColumnSpec, TableSpec } from '../tables/column.ts'
import { measurementPairsTable } from '../tables/measurementPairs.ts'
import { measurementsTable } from '../tables/measurements.ts'
import { writeMeasurementsArrow, writePairsArrow } from './exportTables.ts'
import { writeArrow } from './writeArrow.ts'

const folder = mkdtempSync(join(tmpdir(), 'halley-arrow-'))
let duckDb: DuckDb

beforeAll(async () => {
  duckDb = await openDuckDb({ memoryLimitMb: 200, threads: 1, spillFolder: join(folder, 'spill') })
})

afterAll(() => {
  duckDb.close()
  rmSync(folder, { recursive: true })
})

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`)
  return result.value
}

const everyType = {
  name: 'every_type',
  description: 'A column of each type.',
  columns: [
    { name: 'a', type: 'int64', description: 'A.', nullable: true },
    { name: 'b', type: 'int32', description: 'B.' },
    { name: 'c', type: 'int16', description: 'C.' },
    { name: 'd', type: 'float64', unit: 'deg', ucd: 'pos.eq.ra', description: 'D.', nullable: true },
    { name: 'e', type: 'float32', description: 'E.' },
    { name: 'f', type: 'boolean', description: 'F.', nullable: true },
    { name: 'g "quoted"', type: 'string', description: 'G.', nullable: true },
    { name: 'h', type: 'timestamp', description: 'H.' },
    { name: 'i', type: 'string', description: 'I.', nullable: true },
  ],
} as const satisfies TableSpec

const few = ["it's", 'ü', 'a text of more than twelve bytes']

/** More rows than a batch, with all that may be unknown, and texts within and beyond what DuckDB keeps in a vector. */
const rowCount = 150_001
const rows = Array.from({ length: rowCount }, (_, row) => ({
  a: row % 7 === 3 ? null : 2 ** 53 - 1 - row,
  b: -row,
  c: (row % 60_000) - 30_000,
  d: row % 5 === 1 ? null : row / 3,
  e: Math.fround(row / 7),
  f: row % 11 === 4 ? null : row % 2 === 1,
  g: row % 13 === 5 ? null : row % 3 === 0 ? '' : 'é'.repeat(row % 9) + String(row),
  h: Date.UTC(2020, 7, 3, 4, 33, 55, 479) + row,
  i: row % 17 === 6 ? null : (few[row % 3] ?? null),
}))

async function writeEveryType(path: string): Promise<void> {
  const columns = {
    a: Float64Array.from(rows, ({ a }) => a ?? NaN),
    b: Int32Array.from(rows, ({ b }) => b),
    c: Int16Array.from(rows, ({ c }) => c),
    d: Float64Array.from(rows, ({ d }) => d ?? NaN),
    e: Float32Array.from(rows, ({ e }) => e),
    f: Uint8Array.from(rows, ({ f }) => (f === null ? 255 : Number(f))),
    'g "quoted"': rows.map(({ g }) => g),
    h: Float64Array.from(rows, ({ h }) => h),
    i: rows.map(({ i }) => i),
  }
  valueOf(await writeParquet(duckDb, path, everyType, columns, { layout: 'archive' }))
}

function read(path: string): Table {
  return tableFromIPC(readFileSync(path))
}

function firstDifference(table: Table): string | null {
  const column = (name: string) => table.getChild(name)
  const columns = everyType.columns.map(({ name }) => column(name))
  for (const [row, { a, b, c, d, e, f, g, h, i }] of rows.entries()) {
    const expected = [a === null ? null : BigInt(a), b, c, d, e, f, g, h, i]
    const found = columns.map((one) => one?.get(row) as unknown)
    if (expected.some((value, index) => value !== found[index])) return `row ${row}: expected ${expected.join()}, found ${found.join()}`
  }
  return null
}

const everyColumn: readonly (ColumnSpec & { readonly values?: readonly string[] })[] = everyType.columns.map((column) =>
  column.name === 'i' ? { ...column, values: few } : column,
)

test('an Arrow file holds every row of its Parquet file, of each type, with nulls, over several batches', async () => {
  const [parquet, arrow] = [join(folder, 'every.parquet'), join(folder, 'every.arrow')]
  await writeEveryType(parquet)
  let told = 0
  const source = { columns: everyColumn, from: parquetFiles([parquet]), paths: [parquet] }
  const written = await writeArrow(duckDb, arrow, source, { onBatch: () => told++ })
  const bytes = readFileSync(arrow)
  expect(written).toEqual({ rows: rowCount, bytes: bytes.length })
  expect(told).toBe(2)
  expect([bytes.subarray(0, 6).toString(), bytes.subarray(-6).toString()]).toEqual(['ARROW1', 'ARROW1'])
  const table = read(arrow)
  expect(table.numRows).toBe(rowCount)
  expect(table.batches.map(({ numRows }) => numRows)).toEqual([65_536, 65_536, rowCount - 131_072])
  expect(firstDifference(table)).toBeNull()
  expect(table.schema.fields.map(String)).toEqual([
    'a: Int64',
    'b: Int32',
    'c: Int16',
    'd: Float64',
    'e: Float32',
    'f: Bool',
    'g "quoted": Utf8',
    'h: Timestamp<NANOSECOND>',
    'i: Utf8',
  ])
  expect(Object.fromEntries(table.schema.fields[3]?.metadata ?? [])).toEqual({ unit: 'deg', ucd: 'pos.eq.ra', description: 'D.' })
})

test('equal input gives equal bytes, and a stop leaves no file', async () => {
  const parquet = join(folder, 'again.parquet')
  await writeEveryType(parquet)
  const source = { columns: everyColumn, from: parquetFiles([parquet]), paths: [parquet] }
  const [first, second] = [join(folder, 'first.arrow'), join(folder, 'second.arrow')]
  await writeArrow(duckDb, first, source, {})
  await writeArrow(duckDb, second, source, {})
  expect(readFileSync(first).equals(readFileSync(second))).toBe(true)
  await expect(writeArrow(duckDb, join(folder, 'stopped.arrow'), source, { isStopped: () => true })).rejects.toMatchObject({
    fault: { code: 'interrupted' },
  })
  expect(readdirSync(folder)).not.toContain('stopped.arrow')
})

interface Numbered {
  readonly id: number
  readonly image: number
}

/** A table of measurements in which only ids, images and names differ from row to row. */
async function writeMeasurements(path: string, measurements: readonly Numbered[]): Promise<string> {
  const columns = measurementsTable.columns.map((column): [string, ColumnData] => {
    const texts = measurements.map(({ id }) => `${column.name}_${id}`)
    const numbers = Float64Array.from(measurements, ({ id, image }) => (column.name === 'image_id' ? image : id))
    const times = Float64Array.from(measurements, ({ image }) => Date.UTC(2020, 0, image))
    if (column.type === 'string') return [column.name, texts]
    if (column.type === 'boolean') return [column.name, Uint8Array.from(measurements, ({ id }) => id % 2)]
    return [column.name, column.type === 'timestamp' ? times : numbers]
  })
  const spec: TableSpec = measurementsTable
  valueOf(await writeParquet(duckDb, path, spec, Object.fromEntries(columns), { layout: 'archive' }))
  return path
}

async function writeAssociations(path: string, pairs: readonly (readonly [source: number, measurement: number])[]): Promise<string> {
  const columns = {
    source_id: Float64Array.from(pairs, ([source]) => source),
    meas_id: Float64Array.from(pairs, ([, measurement]) => measurement),
    d2d: new Float64Array(pairs.length),
    dr: new Float64Array(pairs.length),
  }
  valueOf(await writeParquet(duckDb, path, associationsTable, columns, { layout: 'archive' }))
  return path
}

const forced = 2 ** 52

function numbered(image: number, ids: readonly number[]): Numbered[] {
  return ids.map((id) => ({ id, image }))
}

async function someMeasurements(): Promise<string[]> {
  return [
    await writeMeasurements(join(folder, 'm1.parquet'), numbered(1, [101, 102, 103])),
    await writeMeasurements(join(folder, 'm2.parquet'), numbered(2, [201, 202])),
    await writeMeasurements(join(folder, 'f1.parquet'), numbered(1, [forced, forced + 1])),
  ]
}

test('measurements.arrow has a row an association, in their order, with the columns of a measurement after its source', async () => {
  const pairs = [
    [7, 103],
    [7, 201],
    [8, 101],
    [8, 201],
    [9, forced],
    [9, 202],
  ] as const
  const associations = await writeAssociations(join(folder, 'associations.parquet'), pairs)
  const path = join(folder, 'measurements.arrow')
  valueOf(await writeMeasurementsArrow(duckDb, path, { associations, measurements: await someMeasurements() }))
  const table = read(path)
  expect(table.schema.names).toEqual(['source', ...measurementsTable.columns.map(({ name }) => name)])
  const found = table.toArray().map((row: { source: bigint; id: bigint; name: string; image_id: bigint; time: number }) => ({ ...row }))
  expect(found.map(({ source, id, name }) => [Number(source), Number(id), name])).toEqual(pairs.map(([s, id]) => [s, id, `name_${id}`]))
  expect(found.map(({ image_id, time }) => [Number(image_id), time])).toEqual(
    [1, 2, 1, 2, 1, 2].map((image) => [image, Date.UTC(2020, 0, image)]),
  )
})

test('an association without a measurement is refused, and leaves no file', async () => {
  const associations = await writeAssociations(join(folder, 'dangling.parquet'), [
    [7, 103],
    [7, 999],
  ])
  const path = join(folder, 'dangling.arrow')
  const outcome = await writeMeasurementsArrow(duckDb, path, { associations, measurements: await someMeasurements() })
  expect(outcome).toMatchObject({ ok: false, fault: { code: 'export.incomplete', data: { expected: 2, found: 1 } } })
  expect(readdirSync(folder)).not.toContain('dangling.arrow')
})

test('a missing file is refused by name', async () => {
  const associations = await writeAssociations(join(folder, 'lone.parquet'), [[7, 103]])
  const missing = join(folder, 'missing.parquet')
  const outcome = await writeMeasurementsArrow(duckDb, join(folder, 'lone.arrow'), { associations, measurements: [missing] })
  expect(outcome).toMatchObject({ ok: false, fault: { code: 'parquet.read' } })
  expect(outcome.ok ? '' : outcome.fault.message).toContain(missing)
})

test.each([0, 3])('measurement_pairs.arrow has the %i rows of its table', async (count) => {
  const columns = measurementPairsTable.columns.map((column): [string, ColumnData] => {
    if (column.type === 'string') return [column.name, Array.from({ length: count }, (_, row) => `${column.name.at(-1)}${row % 2}.fits`)]
    const numbers = Array.from({ length: count }, (_, row) => (column.name === 'm_int' ? Infinity : row))
    return [column.name, column.type === 'float32' ? Float32Array.from(numbers) : Float64Array.from(numbers)]
  })
  const pairs = join(folder, `pairs${count}.parquet`)
  const spec: TableSpec = measurementPairsTable
  valueOf(await writeParquet(duckDb, pairs, spec, Object.fromEntries(columns), { layout: 'archive' }))
  const path = join(folder, `pairs${count}.arrow`)
  expect(valueOf(await writePairsArrow(duckDb, path, pairs)).rows).toBe(count)
  const table = read(path)
  expect(table.schema.names).toEqual(measurementPairsTable.columns.map(({ name }) => name))
  expect(String(table.schema.fields[2])).toBe('flux_int_a: Float32')
  const seen = table.toArray().map((row: { image_name_a: string; image_name_b: string; vs_peak: number; m_int: number }) => ({ ...row }))
  expect(seen.map((row) => [row.image_name_a, row.image_name_b, row.vs_peak, row.m_int])).toEqual(
    Array.from({ length: count }, (_, row) => [`a${row % 2}.fits`, `b${row % 2}.fits`, row, Infinity]),
  )
})
