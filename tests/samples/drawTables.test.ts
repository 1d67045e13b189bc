import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { SourceCondition } from '../../src/store/queries/sourceCondition.ts'
import type { SampleOrigin } from '../../src/store/samples/drawing.ts'
import { drawTables } from '../../src/store/samples/drawTables.ts'
import { readRows, type Row, without } from '../process/processing.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { firstForcedId, idsPerImage, writeExampleTables } from '../store/exampleTables.ts'
import { valueOf } from '../store/exampleStore.ts'

const folder = temporaryFolder()
const images = join(folder, 'images')
let lmc: SampleOrigin
let smc: SampleOrigin

beforeAll(async () => {
  lmc = await writeExampleTables({ folder: join(folder, 'lmc'), run: 'lmc', version: 2, sources: 900, imageNumbers: [4, 1, 9] }, images)
  smc = await writeExampleTables({ folder: join(folder, 'smc'), run: 'smc', version: 7, sources: 500, imageNumbers: [3, 5] }, images)
})

const variable: SourceCondition = { kind: 'compare', column: 'eta_peak', operator: '>', value: 1 }

let drawings = 0

async function draw(origins: readonly SampleOrigin[], condition: SourceCondition, signal = new AbortController().signal) {
  const name = `sample-${++drawings}`
  const out = join(folder, name)
  mkdirSync(out)
  const scratch = join(folder, `${name}-scratch`)
  const counts = await drawTables({ origins, condition, idsPerImage, firstForcedId, folder: out, scratch, memoryLimitMb: 200, signal })
  expect(readdirSync(folder)).not.toContain(`${name}-scratch`)
  return { out, counts }
}

function readSample(out: string, table: string): Promise<readonly Row[]> {
  return readRows(join(out, `${table}.parquet`))
}

/** The rows of a version that a sample must have, from its own files alone. */
async function rowsOfVersion({ run, version, resultFolder, images: listed }: SampleOrigin, isWanted: (source: Row) => boolean) {
  const read = (file: string) => readRows(join(resultFolder, file))
  const sources = (await read('sources.parquet')).filter(isWanted)
  const wanted = new Set(sources.map(({ id }) => id))
  const associations = (await read('associations.parquet')).filter((row) => wanted.has(row['source_id']))
  const forced = readdirSync(resultFolder).filter((name) => name.startsWith('forced_'))
  const files = [...listed.map(({ measurementsPath }) => measurementsPath), ...forced.map((name) => join(resultFolder, name))]
  const measurements = (await Promise.all(files.map(readRows))).flat()
  const byId = new Map(measurements.map((row) => [row['id'], row]))
  const origin = { run, version }
  return {
    sources: sources.map((row) => ({ ...origin, ...row })),
    associations: associations.map((row) => ({ ...origin, ...row })),
    measurements: associations.map((row) => ({ ...origin, source_id: row['source_id'], ...byId.get(row['meas_id']) })),
    images: (await read('images.parquet')).map((row) => ({ ...origin, ...row })),
  }
}

/** An image as a sample has it, but for its band. */
function kept(row: Row): Row {
  return without(row, 'band_id', 'skyreg_id', 'measurements_path')
}

async function bytesOf(origins: readonly SampleOrigin[]): Promise<string[]> {
  const { out } = await draw(origins, variable)
  return readdirSync(out).map((name) => readFileSync(join(out, name)).toString('base64'))
}

const isVariable = ({ eta_peak: eta }: Row) => typeof eta === 'number' && eta > 1

test('a sample has the rows of its versions, value for value, with whole light curves in the order of time', async () => {
  const { out, counts } = await draw([lmc, smc], variable)
  const versions = [await rowsOfVersion(lmc, isVariable), await rowsOfVersion(smc, isVariable)]
  const measurements = await readSample(out, 'measurements')
  expect(await readSample(out, 'sources')).toEqual(versions.flatMap(({ sources }) => sources))
  expect(await readSample(out, 'associations')).toEqual(versions.flatMap(({ associations }) => associations))
  expect(measurements.map((row) => without(row, 'image_name', 'band', 'frequency'))).toEqual(versions.flatMap((one) => one.measurements))
  expect(valueOf(counts)).toEqual({
    sources: versions.flatMap(({ sources }) => sources).length,
    measurements: measurements.length,
    forced: measurements.filter(({ forced }) => forced).length,
    images: 5,
  })
  expect(valueOf(counts).forced).toBeGreaterThan(0)
})

test('a sample needs nothing else: its measurements name image and band, its images come along', async () => {
  const { out } = await draw([lmc, smc], variable)
  const names = new Map([lmc, smc].flatMap((origin) => origin.images.map(({ number }) => [number, `image-${number}.fits`])))
  const measurements = await readSample(out, 'measurements')
  for (const row of measurements) expect(row['image_name']).toBe(names.get(Number(row['image_id'])))
  const bandOf = new Map(measurements.map((row) => [row['image_name'], [row['band'], row['frequency']]]))
  expect(bandOf).toEqual(
    new Map([
      ['image-4.fits', ['888', 887.5]],
      ['image-1.fits', ['1367', 1367.5]],
      ['image-9.fits', ['888', 887.5]],
      ['image-3.fits', ['888', 887.5]],
      ['image-5.fits', ['1367', 1367.5]],
    ]),
  )
  const expectedImages = [...(await rowsOfVersion(lmc, () => false)).images, ...(await rowsOfVersion(smc, () => false)).images]
  const found = await readSample(out, 'images')
  expect(found.map((row) => without(row, 'band', 'frequency'))).toEqual(expectedImages.map(kept))
  expect(found.map((row) => [row['band'], row['frequency']])).toEqual(found.map((row) => bandOf.get(row['name'])))
})

test('only images that measured one of the sources come along', async () => {
  const [source] = await readRows(join(smc.resultFolder, 'sources.parquet'))
  const { out, counts } = await draw([lmc, smc], {
    kind: 'and',
    of: [
      { kind: 'text', column: 'run', values: ['smc'] },
      { kind: 'compare', column: 'id', operator: '=', value: Number(source['id']) },
    ],
  })
  expect(valueOf(counts)).toMatchObject({ sources: 1, measurements: 2, images: 2 })
  expect((await readSample(out, 'images')).map(({ run }) => run)).toEqual(['smc', 'smc'])
})

test('equal input gives equal bytes, in whatever order the versions are named', async () => {
  expect(await bytesOf([smc, lmc])).toEqual(await bytesOf([lmc, smc]))
})

test('a query that no source fits draws nothing', async () => {
  const { counts } = await draw([lmc], { kind: 'compare', column: 'n_meas', operator: '<', value: 0 })
  expect(counts).toMatchObject({ ok: false, fault: { code: 'sample.empty' } })
})

test('a missing file is said, and so is a measurement that its file lacks', async () => {
  const gone = { ...lmc, images: lmc.images.map((image) => ({ ...image, measurementsPath: join(folder, 'gone.parquet') })) }
  expect((await draw([gone], variable)).counts).toMatchObject({ ok: false, fault: { code: 'sample.copy', message: /gone\.parquet/ } })
  const other = { ...lmc, images: lmc.images.slice(1) }
  expect((await draw([other], variable)).counts).toMatchObject({ ok: false, fault: { code: 'sample.incomplete' } })
})

test('a drawing that is stopped ends soon', async () => {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 20)
  const { out, counts } = await draw([lmc, smc], { kind: 'all' }, controller.signal)
  expect(counts).toMatchObject({ ok: false, fault: { code: 'interrupted' } })
  rmSync(out, { recursive: true })
})
