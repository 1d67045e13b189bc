// Tables that pages show, as files: every row of what was asked, whatever a page of it has, in every format.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tableFormats } from '../../src/app/contract/tableFile.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { readVoTable } from '../../src/formats/votable/read.ts'
import { enterAs } from '../people/people.ts'
import { process, readRows } from '../process/processing.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { valueOf } from '../store/exampleStore.ts'
import { askingAs, type Asking } from './asking.ts'
import { listen, type Listening } from './listening.ts'

let folder: string
let halley: Halley
let server: Listening
let cookie: string
let ask: Asking

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halley-table-files-'))
  const home = join(folder, 'home')
  const images = await makeSurvey(join(folder, 'survey'), { epochs: 4, transientsPerEpoch: 2 })
  for (const count of [1, 4]) await process(home, writeConfig(join(folder, `${count}.yaml`), images.slice(0, count)), { name: 'lmc' })
  halley = valueOf(await openHalley({ environment: {}, home }))
  server = await listen(halley)
  cookie = await server.signIn(halley)
  ask = await askingAs(server, halley)
}, 60_000)
afterAll(async () => {
  await server.close()
  await closeHalley(halley)
  rmSync(folder, { recursive: true, force: true })
})

interface File {
  readonly status: number
  readonly bytes: Uint8Array
  readonly name: string | null
}

async function file(path: string, body?: object, as = cookie): Promise<File> {
  const headers = { cookie: as, origin: server.address, ...(body ? { 'content-type': 'application/json' } : {}) }
  const response = await fetch(`${server.address}${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers })
  const name = /filename="([^"]*)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? null
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()), name }
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

type Row = Readonly<Record<string, unknown>>

/** The rows of a file by the readers of others, or by our own of VOTables. */
async function rowsOf({ bytes, name }: File): Promise<readonly Row[]> {
  if (name?.endsWith('.arrow')) {
    const table = tableFromIPC(bytes)
    return Array.from({ length: table.numRows }, (_, row) => table.get(row)?.toJSON() ?? {})
  }
  if (name?.endsWith('.parquet')) {
    const path = join(folder, 'read.parquet')
    writeFileSync(path, bytes)
    return readRows(path)
  }
  if (name?.endsWith('.vot')) return Array.from({ length: valueOf(readVoTable(name, Buffer.from(bytes))).rowCount }, () => ({}))
  const [head = '', ...lines] = new TextDecoder().decode(bytes).trimEnd().split('\n')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [head.split(',')[at] ?? '', cell])))
}

function idsOf(rows: readonly Row[]): number[] {
  return rows.map((row) => Number(plain(row['id']))).toSorted((a, b) => a - b)
}

const filters = [{}, { forced: 'only' }, { forced: 'without' }, { image: '1' }, { image: '1', forced: 'without' }, { version: '1' }]

test('the measurements of a version go out whole, by every filter that the page has', async () => {
  for (const filter of filters) {
    const listed = (await ask('listMeasurements', { params: { run: 'lmc' }, query: { ...filter, limit: '1000' } })).value()
    expect(listed.total).toBe(listed.rows.length)
    const query = new URLSearchParams({ ...filter, format: 'csv' })
    expect(idsOf(await rowsOf(await file(`/api/runs/lmc/measurements/export?${query.toString()}`)))).toEqual(idsOf(listed.rows))
  }
})

test('each format of the measurements has the same rows, with the values of the page', async () => {
  const { rows } = (await ask('listMeasurements', { params: { run: 'lmc' }, query: { limit: '1000' } })).value()
  for (const format of tableFormats) {
    const sent = await file(`/api/runs/lmc/measurements/export?format=${format}`)
    const found = await rowsOf(sent)
    expect(sent.name).toMatch(/^lmc_measurements\./)
    expect(found).toHaveLength(rows.length)
    if (format === 'votable') continue
    const peaks = new Map(found.map((row) => [Number(plain(row['id'])), Number(row['flux_peak'])]))
    for (const { id, flux_peak: peak } of rows) expect(peaks.get(id)).toBe(peak)
  }
})

test('the sources that became different from one version to another go out whole, in the order of the page', async () => {
  for (const kind of ['added', 'changed'] as const) {
    const asked = { from: '1', to: '2', kind, sort: 'flux_to', order: 'descending' }
    const { rows } = (await ask('listChanges', { params: { run: 'lmc' }, query: { ...asked, limit: '1000' } })).value()
    expect(rows.length).toBeGreaterThan(0)
    for (const format of ['csv', 'arrow', 'parquet']) {
      const found = await rowsOf(await file(`/api/runs/lmc/compare/changes/export?${new URLSearchParams({ ...asked, format }).toString()}`))
      expect(found.map((row) => Number(plain(row['id'])))).toEqual(rows.map(({ id }) => id))
    }
  }
})

const given = {
  name: 'candidates of lmc',
  columns: [
    { name: 'id', kind: 'number', description: 'Source.' },
    { name: 'name <of it>', kind: 'text' },
    { name: 'eta', kind: 'number', unit: 'mJy/beam' },
    { name: 'new', kind: 'flag' },
    { name: 'at', kind: 'time' },
  ],
  rows: [
    [9_007_199_254_740_991, 'J0512-69 & "co", <b>', 3.25, true, '2026-01-02T03:04:05.678Z'],
    [2, null, null, null, null],
  ],
} as const

test('a table that is sent comes back in every format: numbers, texts, flags, times, and what is unknown', async () => {
  for (const format of tableFormats) {
    const sent = await file('/api/tables', { ...given, format })
    expect(sent.status).toBe(200)
    const text = new TextDecoder().decode(sent.bytes)
    if (format === 'csv') {
      expect(text).toBe(
        'id,name <of it>,eta,new,at\n9007199254740991,"J0512-69 & ""co"", <b>",3.25,true,2026-01-02T03:04:05.678\n2,"",,,\n',
      )
    } else if (format === 'votable') {
      expect(valueOf(readVoTable('sent.vot', Buffer.from(sent.bytes))).rowCount).toBe(2)
      expect(text).toContain('<FIELD name="eta" datatype="double" unit="mJy/beam">')
    } else {
      const [first, second] = await rowsOf(sent)
      expect(plain(first?.['id'])).toBe(9_007_199_254_740_991)
      expect(first).toMatchObject({ 'name <of it>': 'J0512-69 & "co", <b>', eta: 3.25, new: true })
      expect(new Date(first?.['at'] as number | Date).toISOString()).toBe('2026-01-02T03:04:05.678Z')
      expect(second).toMatchObject({ 'name <of it>': null, eta: null, new: null, at: null })
    }
  }
})

test('a value that is not of its column is refused with its place', async () => {
  const rows = [[1, 'a', 'high', true, null]]
  const refused = await ask('writeTable', { body: { ...given, rows, format: 'csv' } })
  expect(refused.fault()).toMatchObject({ code: 'input.rows', message: 'Row 1, column eta: expected a number or null, found "high".' })
  const short = await ask('writeTable', { body: { ...given, rows: [[1]], format: 'csv' } })
  expect(short.fault().message).toBe('Row 1: expected 5 values, found 1.')
})

test('whoever may not see a run gets none of its measurements and changes', async () => {
  const stranger = await enterAs(halley.store, 'nia')
  const theirs = await server.signIn(stranger)
  for (const path of ['measurements/export?format=csv', 'compare/changes/export?from=1&to=2&kind=added&format=csv']) {
    expect(
      (await file(`/api/runs/${(await ask('showRun', { params: { run: 'lmc' } })).value().id}/${path}`, undefined, theirs)).status,
    ).toBe(404)
  }
})
