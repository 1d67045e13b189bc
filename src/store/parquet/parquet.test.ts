import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Result } from '../../fault/fault.ts'
import type { ColumnsOf, TableSpec } from '../tables/column.ts'
import { openDuckDb, type DuckDb } from './duckDb.ts'
import { readColumns, visitColumns } from './readParquet.ts'
import type { ParquetLayout } from './copyStatement.ts'
import { writeParquet } from './writeParquet.ts'

const everyType = {
  name: 'every_type',
  description: 'One column of each type & its <nulls>.',
  index: 'id',
  columns: [
    { name: 'id', type: 'int64', ucd: 'meta.id;meta.main', description: 'Identifier.' },
    { name: 'maybe', type: 'int64', description: 'An identifier that may be unknown.', nullable: true },
    { name: 'count', type: 'int32', description: 'A count.' },
    { name: 'small', type: 'int16', description: 'A small number.' },
    { name: 'flux', type: 'float64', unit: 'mJy', ucd: 'phot.flux', description: "The source's flux density.", nullable: true },
    { name: 'metric', type: 'float32', description: 'A metric.', nullable: true },
    { name: 'flag', type: 'boolean', description: 'A flag.', nullable: true },
    { name: 'label', type: 'string', description: 'A text.', nullable: true },
    { name: 'image', type: 'string', description: 'A text that repeats.', nullable: true },
    { name: 'time', type: 'timestamp', description: 'Start.', nullable: true },
  ],
} as const satisfies TableSpec
const allColumns = everyType.columns.map((column) => column.name)

type Rows = ColumnsOf<typeof everyType>
let folder: string
let duckDb: DuckDb

beforeAll(async () => {
  duckDb = await openDuckDb({ memoryLimitMb: 300, threads: 2 })
})
afterAll(() => duckDb.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halley-parquet-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const images = ['epoch01.fits', 'b.fits', 'b.fits', 'ü.fits']

function rowsFrom(first: number, count: number): Rows {
  const numbers = Float64Array.from({ length: count }, (_, index) => first + index)
  return {
    id: numbers.map((row) => row * 1048576 * 4096 + 3 - 2 ** 52),
    maybe: numbers.map((row) => (row % 3 === 0 ? NaN : -row)),
    count: Int32Array.from(numbers, (row) => row * 7919),
    small: Int16Array.from(numbers, (row) => (row % 65536) - 32768),
    flux: numbers.map((row) => (row % 5 === 4 ? NaN : Math.sqrt(row) * (row % 2 ? -1 : 1))),
    metric: Float32Array.from(numbers, (row) => (row % 7 === 6 ? NaN : row / 3)),
    flag: Uint8Array.from(numbers, (row) => (row % 4 === 3 ? 255 : row % 2)),
    label: Array.from(numbers, (row) => (row % 11 === 10 ? null : `J${row} 'quoted' å`)),
    image: { codes: Int32Array.from(numbers, (row) => (row % 6 === 5 ? -1 : row % 4)), values: images },
    time: numbers.map((row) => (row % 8 === 7 ? NaN : 1596429235479 + row)),
  }
}

function imageNames(rows: Rows): (string | null)[] {
  if (!('codes' in rows.image)) throw new Error('expected a dictionary')
  return Array.from(rows.image.codes, (code) => (code < 0 ? null : images[code]))
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

async function write(
  source: Rows | Iterable<Rows>,
  layout: ParquetLayout = 'archive',
  into = 'table.parquet',
  by = duckDb,
): Promise<string> {
  const path = join(folder, into)
  valueOf(await writeParquet(by, path, everyType, source, { layout }))
  return path
}

function unlessNan(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function* chunksOf(rows: number, size: number): Generator<Rows> {
  for (let first = 0; first < rows; first += size) yield rowsFrom(first, Math.min(size, rows - first))
}

test.each(['query', 'archive'] as const)('reads back every type with its nulls from the %s layout', async (layout) => {
  const rows = rowsFrom(0, 5000)
  const path = await write(rows, layout)
  expect(valueOf(await readColumns(duckDb, [path], everyType, allColumns))).toEqual({ ...rows, image: imageNames(rows) })
})

test.each(['query', 'archive'] as const)('an independent reader sees the same values in the %s layout', async (layout) => {
  const rows = rowsFrom(0, 300)
  const path = await write(rows, layout)
  const seen = await parquetReadObjects({ file: await asyncBufferFromFile(path), compressors })
  expect(seen).toHaveLength(300)
  seen.forEach((record, row) => {
    expect({ ...record, time: record.time instanceof Date ? record.time.getTime() : record.time }).toEqual({
      id: BigInt((rows.id as Float64Array)[row]),
      maybe: Number.isNaN(Number(rows.maybe[row])) ? null : BigInt(rows.maybe[row]),
      count: rows.count[row],
      small: rows.small[row],
      flux: unlessNan(rows.flux[row]),
      metric: unlessNan(rows.metric[row]),
      flag: rows.flag[row] === 255 ? null : rows.flag[row] === 1,
      label: (rows.label as (string | null)[])[row],
      image: imageNames(rows)[row],
      time: unlessNan(rows.time[row]),
    })
  })
})

test('an independent reader sees units, UCDs, the index and UTC in the metadata', async () => {
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(await write(rowsFrom(0, 3))))
  const values = new Map(metadata.key_value_metadata?.map((entry) => [entry.key, entry.value ?? '']))
  expect(values.get('IVOA.VOTable-Parquet.version')).toBe('1.0')
  const header = values.get('IVOA.VOTable-Parquet.content')
  expect(header).toContain('<FIELD name="flux" datatype="double" unit="mJy" ucd="phot.flux">')
  expect(header).toContain('One column of each type &amp; its &lt;nulls&gt;.')
  expect(header).toContain("The source's flux density.")
  const pandas: unknown = JSON.parse(values.get('pandas') ?? '')
  expect(pandas).toMatchObject({ index_columns: ['id'], columns: { length: 10 } })
  expect(pandas).toHaveProperty('columns.9', {
    name: 'time',
    field_name: 'time',
    pandas_type: 'datetimetz',
    numpy_type: 'datetime64[ns]',
    metadata: { timezone: 'UTC' },
  })
  const time = metadata.schema.find((element) => element.name === 'time')
  expect(time?.logical_type).toMatchObject({ type: 'TIMESTAMP', isAdjustedToUTC: true })
  const image = metadata.schema.find((element) => element.name === 'image')
  expect(image?.converted_type).toBe('UTF8')
})

test('equal input gives equal bytes at 1, 2 and 4 threads and however the rows are chunked', async () => {
  const digests = new Set<string>()
  for (const threads of [1, 2, 4]) {
    const other = await openDuckDb({ memoryLimitMb: 300, threads })
    digests.add(digest(await write(chunksOf(300_000, threads === 2 ? 100_001 : 65_536), 'archive', `${threads}.parquet`, other)))
    other.close()
  }
  expect(digests.size).toBe(1)
})

test('keeps the order of rows and files over many row groups and threads', async () => {
  const parallel = await openDuckDb({ memoryLimitMb: 300, threads: 4 })
  const paths: string[] = []
  for (const [index, count] of [250_000, 1, 0, 130_000].entries()) {
    paths.push(await write(rowsFrom(index * 1_000_000, count), 'query', `${index}.parquet`))
  }
  const expected = [0, 1, 2, 3].flatMap((index) => Array.from(rowsFrom(index * 1_000_000, [250_000, 1, 0, 130_000][index]).id, Number))
  expect(valueOf(await readColumns(parallel, paths, everyType, ['id'])).id).toEqual(Float64Array.from(expected))
  const visited: number[] = []
  const total = await visitColumns(parallel, paths, everyType, ['id'], (rows) => {
    expect(rows.id.length).toBeLessThanOrEqual(65_536)
    for (const id of rows.id) visited.push(id)
  })
  expect(total).toEqual({ ok: true, value: expected.length })
  expect(visited).toEqual(expected)
  parallel.close()
})

test('any doubles and integers below 2^53 survive', async () => {
  const integers = fc.maxSafeInteger()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(integers, fc.double(), fc.integer({ min: -9e12, max: 9e12 })), { maxLength: 40 }),
      async (values) => {
        const rows = {
          ...rowsFrom(0, values.length),
          id: Float64Array.from(values, (v) => v[0]),
          flux: Float64Array.from(values, (v) => v[1]),
        }
        const path = await write({ ...rows, time: Float64Array.from(values, (v) => v[2]) })
        const back = valueOf(await readColumns(duckDb, [path], everyType, ['id', 'flux', 'time']))
        expect(Array.from(back.id)).toEqual(values.map((v) => v[0] + 0))
        expect(Array.from(back.flux)).toEqual(values.map((v) => v[1]))
        expect(Array.from(back.time)).toEqual(values.map((v) => v[2] + 0))
      },
    ),
    { numRuns: 30 },
  )
})

test('integers may come as doubles in one chunk and as BigInt in the next, with unknown ones', async () => {
  const some = rowsFrom(0, 3)
  const path = await write([some, { ...some, maybe: BigInt64Array.of(1n, 2n, 3n) }, some])
  expect(valueOf(await readColumns(duckDb, [path], everyType, ['maybe'])).maybe).toEqual(Float64Array.of(NaN, -1, -2, 1, 2, 3, NaN, -1, -2))
})

test('an empty table is a file with all columns and no rows', async () => {
  for (const source of [rowsFrom(0, 0), [], [rowsFrom(0, 0), rowsFrom(0, 0)]]) {
    const path = await write(source)
    const back = valueOf(await readColumns(duckDb, [path], everyType, allColumns))
    expect(Object.values(back).map((column) => column.length)).toEqual(allColumns.map(() => 0))
  }
})

test('takes columns that lie in memory shared with other threads', async () => {
  const shared = new Float64Array(new SharedArrayBuffer(8 * 10)).fill(4.5)
  const path = await write({ ...rowsFrom(0, 10), flux: shared })
  expect(valueOf(await readColumns(duckDb, [path], everyType, ['flux'])).flux).toEqual(new Float64Array(10).fill(4.5))
})

test('reads and writes under a path with quotes and wildcards', async () => {
  const path = await write(rowsFrom(0, 4), 'query', "it's [1] * ?.parquet")
  await write(rowsFrom(9, 5), 'query', "it's 1 x y.parquet")
  expect(valueOf(await readColumns(duckDb, [path], everyType, ['count'])).count).toEqual(rowsFrom(0, 4).count)
})

test('a missing or damaged file is a fault that names it', async () => {
  const missing = await readColumns(duckDb, [join(folder, 'none.parquet')], everyType, ['id'])
  expect(missing).toMatchObject({ ok: false, fault: { code: 'parquet.read', message: expect.stringContaining('none.parquet') } })
  const damaged = join(folder, 'damaged.parquet')
  writeFileSync(damaged, 'PAR1 not really')
  expect(await readColumns(duckDb, [damaged], everyType, ['id'])).toMatchObject({ ok: false, fault: { code: 'parquet.read' } })
})

test('a folder that does not exist is a fault, and what the source throws is thrown on', async () => {
  const nowhere = await writeParquet(duckDb, join(folder, 'no/where.parquet'), everyType, rowsFrom(0, 3), { layout: 'query' })
  expect(nowhere).toMatchObject({ ok: false, fault: { code: 'parquet.write', retryable: true } })
  function* failing(): Generator<Rows> {
    yield rowsFrom(0, 3000)
    throw new RangeError('no more')
  }
  await expect(write(failing())).rejects.toThrow(new RangeError('no more'))
  await expect(write({ ...rowsFrom(0, 3), flag: Uint8Array.of(0, 1, 2) })).rejects.toThrow(/Column flag .* row 2 of the chunk is 2/)
  for (const id of [0.5, NaN, 2 ** 53])
    await expect(write({ ...rowsFrom(0, 1), id: Float64Array.of(id) })).rejects.toThrow(`row 0 of the chunk is ${id}`)
  await expect(write({ ...rowsFrom(0, 3), count: new Int32Array(2) })).rejects.toThrow('Column count of every_type has 2 rows, id has 3.')
})
