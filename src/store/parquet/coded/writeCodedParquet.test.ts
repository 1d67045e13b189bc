import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { asyncBufferFromFile, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Result } from '../../../fault/fault.ts'
import type { TableSpec } from '../../tables/column.ts'
import type { RowCodes, RowGroupOf } from './codedTable.ts'
import { openDuckDb, sqlLiteral, type DuckDb } from '../duckDb.ts'
import { readColumns } from '../readParquet.ts'
import { writeCodedParquet } from './writeCodedParquet.ts'
import { writeParquet } from '../writeParquet.ts'

const table = {
  name: 'coded',
  description: 'One column of each type & its <codes>.',
  index: 'id',
  columns: [
    { name: 'id', type: 'int64', ucd: 'meta.id;meta.main', description: 'Identifier.' },
    { name: 'label', type: 'string', description: 'A text.' },
    { name: 'time', type: 'float64', unit: 'd', description: 'A time.' },
    { name: 'flux', type: 'float32', unit: 'mJy', description: 'A flux density.' },
    { name: 'count', type: 'int32', description: 'A count.' },
    { name: 'metric', type: 'float32', description: 'A metric.' },
  ],
} as const satisfies TableSpec
const allColumns = table.columns.map((column) => column.name)

type Group = RowGroupOf<typeof table>
let folder: string
let duckDb: DuckDb

beforeAll(async () => {
  duckDb = await openDuckDb({ memoryLimitMb: 300, threads: 2 })
})
afterAll(() => duckDb.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halley-coded-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

async function write(groups: Iterable<Group>, into = 'table.parquet'): Promise<string> {
  const path = join(folder, into)
  valueOf(await writeCodedParquet(path, table, groups))
  return path
}

/** A row group with `size` values of each column, which the packed and the run codes pick from. */
function groupOf(size: number, packed: Int32Array, runs: RowCodes, from = 0): Group {
  const numbers = Float64Array.from({ length: size }, (_, i) => from + i)
  return {
    id: { values: numbers.map((i) => 2 ** 52 - i * 7919), codes: packed },
    label: { values: Array.from(numbers, (i) => (i % 9 === 8 ? '' : `ü '${i % 1000}'`)), codes: runs },
    time: { values: numbers.map((i) => Math.sqrt(i) - 20), codes: runs },
    flux: { values: Float32Array.from(numbers, (i) => (i % 5 === 4 ? NaN : i / 3)), codes: packed },
    count: { values: Int32Array.from(numbers, (i) => 5 - i), codes: runs },
    metric: Float32Array.from(packed, (code, row) => code / 7 - row),
  }
}

function codeOfRows(codes: RowCodes): number[] {
  if (codes instanceof Int32Array) return Array.from(codes)
  return Array.from(codes.codes).flatMap((code, run) => Array.from({ length: codes.rows[run] }, () => code))
}

type Column = readonly [name: string, values: ArrayLike<number | string | null>]

function rowsOf(groups: readonly Group[]) {
  return groups.flatMap((group) =>
    recordsOf(
      allColumns.map((name): Column => {
        const data = group[name]
        return [name, data instanceof Float32Array ? data : codeOfRows(data.codes).map((code) => data.values[code])]
      }),
    ),
  )
}

function recordsOf(columns: readonly Column[]) {
  return Array.from({ length: columns[0][1].length }, (_, row) => Object.fromEntries(columns.map(([name, values]) => [name, values[row]])))
}

/** What DuckDB and hyparquet read. */
async function readBy(path: string) {
  const columns = valueOf(await readColumns(duckDb, [path], table, allColumns))
  const others = await parquetReadObjects({ file: await asyncBufferFromFile(path), compressors })
  return [recordsOf(allColumns.map((name): Column => [name, columns[name]])), others.map((row) => ({ ...row, id: Number(row.id) }))]
}

/** Codes below `size` with the highest one among them: a code a row, and as many rows in runs. */
const drawnGroup = fc
  .record({
    size: fc.constantFrom(1, 2, 3, 100, 256, 257, 5000),
    packed: fc.array(fc.nat(), { maxLength: 60 }),
    runs: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 300 })), { maxLength: 12 }),
  })
  .map(({ size, packed, runs }) => {
    const codes = Int32Array.from([size - 1, ...runs.map(([code]) => code % size)])
    const rows = Int32Array.from([1, ...runs.map(([, length]) => length)])
    const rowCount = rows.reduce((sum, length) => sum + length, 0)
    const each = Int32Array.from({ length: rowCount }, (_, row) => (row === 0 ? size - 1 : (packed[row % packed.length] ?? 0) % size))
    return groupOf(size, each, { codes, rows }, size)
  })

test('two readers see the rows of any codes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(drawnGroup, { maxLength: 4 }), async (groups) => {
      const rows = rowsOf(groups)
      for (const read of await readBy(await write(groups))) expect(read).toEqual(rows)
    }),
    { numRuns: 40 },
  )
})

test.each([2 ** 16, 2 ** 16 + 1, 300_000])('two readers see rows out of %i values', async (size) => {
  const packed = Int32Array.of(size - 1, 0, 65_535, 257, 256, 255, size - 2, 1, 0)
  const group = groupOf(size, packed, { codes: Int32Array.of(0, size - 1, 255, 65_535), rows: Int32Array.of(1, 1, 6, 1) })
  for (const read of await readBy(await write([group]))) expect(read).toEqual(rowsOf([group]))
})

test('one row, no rows and no row group make a table', async () => {
  const one = groupOf(1, Int32Array.of(0), Int32Array.of(0))
  const none = groupOf(1, new Int32Array(0), { codes: new Int32Array(0), rows: new Int32Array(0) })
  for (const groups of [[one], [none, one, none], [none], []]) {
    for (const read of await readBy(await write(groups))) expect(read).toEqual(rowsOf(groups))
  }
})

test('a long run and a long row group keep their rows over the vectors of a reader', async () => {
  const count = 300_000
  const packed = Int32Array.from({ length: count }, (_, row) => row % 1000)
  const path = await write([groupOf(1000, packed, { codes: Int32Array.of(3, 999, 3), rows: Int32Array.of(70_000, 200_000, 30_000) })])
  const { id, time } = valueOf(await readColumns(duckDb, [path], table, ['id', 'time']))
  expect(id).toEqual(Float64Array.from(packed, (code) => 2 ** 52 - code * 7919))
  expect(time.lastIndexOf(Math.sqrt(999) - 20)).toBe(269_999)
  expect(time.filter((value) => value === Math.sqrt(3) - 20)).toHaveLength(100_000)
})

function columnsOf({ schema }: FileMetaData) {
  return schema.slice(1).map(({ name, type, converted_type }) => [name, type, converted_type === 'UTF8'])
}

test('the file says of itself what the file of any table says, and who made it', async () => {
  const group = groupOf(3, Int32Array.of(2), Int32Array.of(2))
  const coded = await parquetMetadataAsync(await asyncBufferFromFile(await write([group])))
  const path = join(folder, 'plain.parquet')
  const ids = { id: Float64Array.of(1), label: ['x'], time: Float64Array.of(1), count: Int32Array.of(1) }
  const numbers = { flux: Float32Array.of(1), metric: Float32Array.of(1) }
  valueOf(await writeParquet(duckDb, path, table, { ...ids, ...numbers }, { layout: 'archive' }))
  const plain = await parquetMetadataAsync(await asyncBufferFromFile(path))
  expect(coded.key_value_metadata).toEqual(plain.key_value_metadata)
  expect(columnsOf(coded)).toEqual(columnsOf(plain))
  expect(coded.created_by).toBe('halley')
  expect(coded.row_groups[0].columns.map(({ meta_data }) => meta_data?.codec)).toEqual(allColumns.map(() => 'ZSTD'))
})

test('each row group has the range of the integers that are in it, and of no others', async () => {
  const groups = [0, 100, 1000].map((from) => groupOf(10, Int32Array.of(3, 7, 5), Int32Array.of(2, 2, 1), from))
  const path = await write(groups)
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path))
  const ranges = metadata.row_groups.map(({ columns }) => columns.map(({ meta_data }) => meta_data?.statistics))
  expect(ranges[1][0]).toMatchObject({ min_value: BigInt(2 ** 52 - 107 * 7919), max_value: BigInt(2 ** 52 - 103 * 7919), null_count: 0n })
  expect(ranges[2][4]).toMatchObject({ min_value: 5 - 1002, max_value: 5 - 1001, is_min_value_exact: true, is_max_value_exact: true })
  const found = await duckDb.connection.runAndReadAll(
    `SELECT list(count ORDER BY count), max(count), min(id)::DOUBLE FROM ${sqlLiteral(path)} WHERE id = ${2 ** 52 - 107 * 7919} OR count = 4`,
  )
  expect(found.getRowsJson()).toEqual([[[-97, 4], 4, 2 ** 52 - 107 * 7919]])
})

test('equal rows give equal bytes, and a source may use its buffers again', async () => {
  // So many that they are still being compressed when the next row group is asked for.
  const size = 300_000
  const groups = [0, 500, 20].map((from) =>
    groupOf(size, Int32Array.of(from % 7, size - 1, 3), { codes: Int32Array.of(4), rows: Int32Array.of(3) }, from),
  )
  const shared = groupOf(size, new Int32Array(3), { codes: new Int32Array(1), rows: new Int32Array(1) })
  function* again(): Generator<Group> {
    for (const group of groups) {
      for (const name of allColumns) overwrite(shared[name], group[name])
      yield { ...shared, label: group.label }
    }
  }
  expect(readFileSync(await write(again(), 'again.parquet')).equals(readFileSync(await write(groups)))).toBe(true)
})

function overwrite(into: Group[keyof Group], from: Group[keyof Group]): void {
  if (into instanceof Float32Array && from instanceof Float32Array) into.set(from)
  if (into instanceof Float32Array || from instanceof Float32Array) return
  if (ArrayBuffer.isView(into.values) && ArrayBuffer.isView(from.values)) into.values.set(from.values)
  if (into.codes instanceof Int32Array && from.codes instanceof Int32Array) into.codes.set(from.codes)
  if (into.codes instanceof Int32Array || from.codes instanceof Int32Array) return
  into.codes.codes.set(from.codes.codes)
  into.codes.rows.set(from.codes.rows)
}

test('takes columns that lie in memory shared with other threads', async () => {
  const values = new Float32Array(new SharedArrayBuffer(40)).fill(4.5)
  const codes = new Int32Array(new SharedArrayBuffer(12))
  const group = { ...groupOf(10, codes, codes), flux: { values, codes }, metric: values.subarray(2, 5) }
  for (const read of await readBy(await write([group]))) expect(read).toEqual(rowsOf([group]))
})

test('a folder that does not exist and a disk that is full are faults, and no file remains', async () => {
  const group = groupOf(3, Int32Array.of(2), Int32Array.of(2))
  const nowhere = await writeCodedParquet(join(folder, 'no/where.parquet'), table, [group])
  expect(nowhere).toMatchObject({ ok: false, fault: { code: 'parquet.write', retryable: true } })
  const full = join(folder, 'full.parquet')
  symlinkSync('/dev/full', full)
  expect(await writeCodedParquet(full, table, [group])).toMatchObject({
    ok: false,
    fault: { code: 'parquet.write', message: expect.stringMatching(/full\.parquet could not be written: .*no space/) },
  })
  expect(existsSync(full)).toBe(false)
})

test('what the source throws is thrown on, and no file remains', async () => {
  const group = groupOf(3, Int32Array.of(2), Int32Array.of(2))
  function* failing(): Generator<Group> {
    yield group
    throw new RangeError('no more')
  }
  await expect(write(failing())).rejects.toThrow(new RangeError('no more'))
  expect(existsSync(join(folder, 'table.parquet'))).toBe(false)
})

test('names the column whose codes, rows or values cannot be', async () => {
  const group = groupOf(3, Int32Array.of(2, 1), Int32Array.of(2, 0))
  const runs = { codes: Int32Array.of(0), rows: Int32Array.of(0) }
  const { values } = group.id
  await expect(write([{ ...group, id: { values, codes: Int32Array.of(0, 3) } }])).rejects.toThrow(
    'Column id has 3 values, but a row with the code 3.',
  )
  await expect(write([{ ...group, id: { values, codes: Int32Array.of(-1, 0) } }])).rejects.toThrow(
    'Column id: expected codes from 0 to 16777215, found -1.',
  )
  await expect(write([{ ...group, id: { values, codes: runs } }])).rejects.toThrow(
    'Column id: expected runs of at least one row, found 0 in run 0.',
  )
  await expect(write([{ ...group, metric: new Float32Array(3) }])).rejects.toThrow('Column metric of coded has 3 rows, id has 2.')
  for (const id of [0.5, NaN, 2 ** 53]) {
    const broken = { values: Float64Array.of(1, 2, id), codes: Int32Array.of(2, 0) }
    await expect(write([{ ...group, id: broken }])).rejects.toThrow(`Column id takes integers below 2^53: value 2 is ${id}.`)
  }
})
