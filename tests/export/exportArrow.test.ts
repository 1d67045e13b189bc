import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { beforeAll, expect, test } from 'vitest'
import type { ExportOutcome, ExportRequest } from '../../src/app/export/exportArrow.ts'
import { exportArrow } from '../../src/app/export/exportArrow.ts'
import type { Halley } from '../../src/app/halley.ts'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { initRun } from '../../src/app/runs/initRun.ts'
import type { Result } from '../../src/fault/fault.ts'
import { process, readDetections, readForced, readTable, type Row } from '../process/processing.ts'
import { makeSurvey, type SurveyImage, valueOf, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const directory = join(home, 'runs', 'lmc')
let images: SurveyImage[]

beforeAll(async () => {
  images = await makeSurvey(join(folder, 'survey'))
  await process(home, writeConfig(join(folder, 'first.yaml'), images.slice(0, 2)), { name: 'lmc' })
})

async function withHalley<T>(work: (halley: Halley) => Promise<T>): Promise<T> {
  const halley = valueOf(await openHalley({ environment: {}, home }))
  try {
    return await work(halley)
  } finally {
    await closeHalley(halley)
  }
}

function tryExport(name: string, request: Partial<ExportRequest> = {}): Promise<Result<ExportOutcome>> {
  return withHalley(async (halley) => {
    const run = valueOf(await findRun(halley, name))
    return exportArrow(halley, run, { overwrite: false, signal: new AbortController().signal, onProgress: () => {}, ...request })
  })
}

function plainValue(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

/** The rows of an Arrow file, integers of 64 bits as numbers, times as dates. */
function readArrow(path: string): Row[] {
  const table = tableFromIPC(readFileSync(path))
  const rows = table.toArray() as { toJSON(): Row }[]
  return rows.map((row) => {
    const plain = Object.fromEntries(Object.entries(row.toJSON()).map(([name, one]) => [name, plainValue(one)]))
    return 'time' in plain ? { ...plain, time: new Date(Number(plain['time'])) } : plain
  })
}

test('measurements.arrow is what vast-tools would join: the associations with the measurements of images and forced fits', async () => {
  const { version, files } = valueOf(await tryExport('lmc'))
  expect({ version, names: readdirSync(directory).filter((name) => name.endsWith('.arrow')) }).toEqual({
    version: 1,
    names: ['measurement_pairs.arrow', 'measurements.arrow'],
  })
  const byId = new Map([...(await readDetections(directory)), ...(await readForced(directory))].map((row) => [row['id'], row]))
  const expected = (await readTable(directory, 'associations')).map((row) => ({ source: row['source_id'], ...byId.get(row['meas_id']) }))
  expect(readArrow(join(directory, 'measurements.arrow'))).toEqual(expected)
  expect(expected.length).toBeGreaterThan(100)
  expect(files.map(({ rows }) => rows)).toEqual([expected.length, (await readTable(directory, 'measurement_pairs')).length])
})

test('measurement_pairs.arrow has the rows of its table in their order', async () => {
  expect(readArrow(join(directory, 'measurement_pairs.arrow'))).toEqual(await readTable(directory, 'measurement_pairs'))
})

test('the files lie read-only beside the result that they are made of, with a log', () => {
  const path = realpathSync(join(directory, 'measurements.arrow'))
  const result = realpathSync(join(directory, 'sources.parquet')).split('/').at(-2) ?? ''
  expect(path).toMatch(new RegExp(`/objects/runs/[^/]+/exports/${result}/measurements.arrow$`))
  expect(lstatSync(path).mode & 0o777).toBe(0o440)
  const [log = ''] = readdirSync(directory).filter((name) => name.endsWith('_export_log.txt'))
  const text = readFileSync(join(directory, log), 'utf8')
  expect(text).toMatch(/measurements INFO started\n.* measurements INFO \d+ rows, \d\.\d MB \(\d+\.\d\d s\)\n/)
  expect(text.trim()).toMatch(/pairs INFO started/)
  expect(readdirSync(join(home, 'tmp'))).toEqual([])
})

test('files that are there are kept unless they are to be overwritten', async () => {
  const path = join(directory, 'measurements.arrow')
  const before = lstatSync(realpathSync(path))
  expect(await tryExport('lmc')).toMatchObject({
    ok: false,
    fault: { code: 'export.exists', hint: expect.stringContaining('--overwrite') as string },
  })
  expect(lstatSync(realpathSync(path)).ino).toBe(before.ino)
  valueOf(await tryExport('lmc', { overwrite: true }))
  expect(lstatSync(realpathSync(path)).ino).not.toBe(before.ino)
})

test('the run directory leads to the exports of the version that is shown, and to no other', async () => {
  await process(home, writeConfig(join(folder, 'all.yaml'), images), { name: 'lmc' })
  expect(readdirSync(directory).filter((name) => name.endsWith('.arrow'))).toEqual([])
  valueOf(await tryExport('lmc', { version: 1, overwrite: true }))
  expect(readdirSync(directory).filter((name) => name.endsWith('.arrow'))).toEqual([])
  valueOf(await tryExport('lmc'))
  expect(readArrow(join(directory, 'measurements.arrow'))).toHaveLength((await readTable(directory, 'associations')).length)
})

test('an export to a folder of the user writes there and nowhere else', async () => {
  const to = join(folder, 'mine', 'exports')
  const { files } = valueOf(await tryExport('lmc', { version: 1, to }))
  expect(files.map(({ path }) => path)).toEqual([join(to, 'measurements.arrow'), join(to, 'measurement_pairs.arrow')])
  expect(readdirSync(to).toSorted()).toEqual(['measurement_pairs.arrow', 'measurements.arrow'])
  expect(lstatSync(join(to, 'measurements.arrow')).mode & 0o200).toBe(0o200)
  expect(await tryExport('lmc', { version: 1, to })).toMatchObject({ ok: false, fault: { code: 'export.exists' } })
})

test('a folder that cannot be one is refused', async () => {
  const to = join(folder, 'a-file')
  writeFileSync(to, 'x')
  expect(await tryExport('lmc', { to })).toMatchObject({ ok: false, fault: { code: 'export.write', data: { path: to } } })
})

test('a run without a version and a version that is not there are refused', async () => {
  valueOf(await withHalley((halley) => initRun(halley, { name: 'fresh' })))
  expect(await tryExport('fresh')).toMatchObject({ ok: false, fault: { code: 'version.unknown' } })
  expect(await tryExport('lmc', { version: 9 })).toMatchObject({ ok: false, fault: { code: 'version.unknown' } })
})

test('an interrupted export leaves what was there, and keeps the run from nothing any more', async () => {
  const path = realpathSync(join(directory, 'measurements.arrow'))
  const before = lstatSync(path).ino
  const to = join(folder, 'interrupted')
  for (const place of [undefined, to]) {
    const controller = new AbortController()
    const onProgress: ExportRequest['onProgress'] = ({ kind }) => (kind === 'finished' ? controller.abort() : undefined)
    const outcome = await tryExport('lmc', { overwrite: true, to: place, signal: controller.signal, onProgress })
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'interrupted' } })
  }
  expect({ inode: lstatSync(path).ino, left: readdirSync(to) }).toEqual({ inode: before, left: [] })
  await withHalley(async ({ store: { catalogue } }) => {
    expect(await catalogue.selectFrom('uses').selectAll().execute()).toEqual([])
    const last = catalogue.selectFrom('operations').select(['kind', 'state']).orderBy('createdAt', 'desc').limit(1)
    expect(await last.execute()).toEqual([{ kind: 'export', state: 'cancelled' }])
  })
})

test('a version without pairs has an export of its measurements alone', async () => {
  const settings = 'variability:\n  pair_metrics: False\n'
  await process(home, writeConfig(join(folder, 'plain.yaml'), images, { settings }), { name: 'plain' })
  const { files } = valueOf(await tryExport('plain'))
  expect(files).toHaveLength(1)
  expect(existsSync(join(home, 'runs', 'plain', 'measurement_pairs.arrow'))).toBe(false)
})

test('with write_arrow_files a processing exports its version, and once', async () => {
  const settings = 'measurements:\n  write_arrow_files: True\n'
  const config = writeConfig(join(folder, 'arrow.yaml'), images, { settings })
  await process(home, config, { name: 'arrow' })
  const path = realpathSync(join(home, 'runs', 'arrow', 'measurements.arrow'))
  const { ino } = lstatSync(path)
  expect(await process(home, 'arrow')).toMatchObject({ version: 1, unchanged: true })
  expect(lstatSync(path).ino).toBe(ino)
})

test('a failing export fails no version', async () => {
  const settings = 'measurements:\n  write_arrow_files: True\n'
  const { id } = await withHalley(async (halley) => {
    valueOf(await initRun(halley, { name: 'blocked', config: writeConfig(join(folder, 'blocked.yaml'), images, { settings }) }))
    return valueOf(await findRun(halley, 'blocked'))
  })
  writeFileSync(join(home, 'objects', 'runs', id, 'exports'), 'in the way')
  expect(await process(home, 'blocked')).toMatchObject({ version: 1, unchanged: false })
  expect(readdirSync(join(home, 'runs', 'blocked')).filter((name) => name.endsWith('.arrow'))).toEqual([])
})

test('a damaged version is refused, and nothing shows', async () => {
  const table = realpathSync(join(home, 'runs', 'plain', 'associations.parquet'))
  const arrow = realpathSync(join(home, 'runs', 'plain', 'measurements.arrow'))
  rmSync(arrow)
  chmodSync(table, 0o640)
  writeFileSync(table, readFileSync(table).subarray(0, 200))
  expect(await tryExport('plain')).toMatchObject({ ok: false, fault: { code: 'parquet.read' } })
  expect(existsSync(arrow)).toBe(false)
})
