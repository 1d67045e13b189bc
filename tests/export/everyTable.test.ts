// Every Parquet file that Halley writes, read by a program that shares no code with the one that wrote it.
import { globSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TableFormat } from '../../src/app/contract/tableFile.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { connectTo, openInstance, sqlLiteral } from '../../src/store/parquet/duckDb.ts'
import { readRows } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import type { Scene } from '../samples/scene.ts'
import { startServing, type Serving } from '../site/harness/serving.ts'
import { callsOfTables, type Downloaded, downloadTables, makeEveryTable } from './everyTable.ts'

const folder = temporaryFolder()
let scene: Scene
let halley: Halley | undefined
let serving: Serving | undefined

beforeAll(async () => {
  scene = await makeEveryTable(folder)
  halley = valueOf(await openHalley({ environment: {}, home: scene.home }))
  serving = await startServing(scene.home, ['--api-only'])
}, 120_000)

afterAll(async () => {
  await serving?.stop()
  if (halley) await closeHalley(halley)
})

/** Values of either reader as one form. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  return value === undefined ? null : value
}

async function rowsByDuckDb(path: string): Promise<readonly unknown[][]> {
  const connection = await connectTo(await openInstance({ memoryLimitMb: 300, threads: 1 }))
  const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet(${sqlLiteral(path)})`)
  connection.closeSync()
  return reader.getRowsJS().map((row) => row.map(plain))
}

/** Where the two readers do not agree, in words. */
async function disagreement(path: string): Promise<string | null> {
  const { num_rows: count, schema } = await parquetMetadataAsync(await asyncBufferFromFile(path))
  const names = schema.slice(1).map(({ name }) => name)
  const [others, own] = [await readRows(path), await rowsByDuckDb(path)]
  if (others.length !== own.length || others.length !== Number(count)) return `${path}: ${others.length} and ${own.length} rows of ${count}`
  for (const [at, row] of others.entries()) {
    const wrong = names.findIndex((name, column) => !Object.is(plain(row[name]), own[at]?.[column]))
    if (wrong >= 0) return `${path}, row ${at}, ${names[wrong]}: ${String(row[names[wrong] ?? ''])} and ${String(own[at]?.[wrong])}`
  }
  return null
}

test('another reader finds in every Parquet file of a store the values that Halley reads from it', async () => {
  const paths = globSync('objects/**/*.parquet', { cwd: scene.home }).map((path) => join(scene.home, path))
  const kinds = new Set(paths.map((path) => basename(path).replace(/_?[0-9a-f-]{8,}.*(?=\.parquet)/, '')))
  const wanted = ['measurements', 'sources', 'associations', 'images', 'bands', 'relations', 'skyregions', 'measurement_pairs', 'points']
  for (const kind of wanted) expect([...kinds], kind).toContain(`${kind}.parquet`)
  expect(paths.some((path) => path.includes('/catalogues/'))).toBe(true)
  expect((await Promise.all(paths.map(disagreement))).filter((words) => words !== null)).toEqual([])
})

async function download(format: TableFormat): Promise<readonly Downloaded[]> {
  return serving && halley ? downloadTables(serving.address, halley, format) : []
}

test('another reader reads every Parquet file that the server gives away, and finds as many rows as its CSV has', async () => {
  expect(callsOfTables().length).toBeGreaterThanOrEqual(4)
  const [files, texts] = [await download('parquet'), await download('csv')]
  for (const [at, { name, bytes }] of files.entries()) {
    const path = join(folder, `${at}.parquet`)
    writeFileSync(path, bytes)
    expect(await disagreement(path), name).toBeNull()
    // Texts of the table that is hard to write have lines of their own.
    const breaks = name.includes('hard') ? 1 : 0
    const lines = texts[at]?.bytes.toString('utf8').trimEnd().split('\n').length ?? 0
    expect(await readRows(path), name).toHaveLength(lines - 1 - breaks)
  }
})
