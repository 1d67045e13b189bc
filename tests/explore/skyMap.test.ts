// Where things are on the sky: what the map draws is held to the positions themselves.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { listSources } from '../../src/app/explore/listSources.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { countOnSky } from '../../src/app/skyMap/countOnSky.ts'
import { listFootprints } from '../../src/app/skyMap/listFootprints.ts'
import { runImages } from '../../src/app/contents/runImages.ts'
import { healpixNested } from '../../src/sky/healpix.ts'
import { sourceDensity } from '../../src/store/explore/sourceDensity.ts'
import { sqlLiteral } from '../../src/store/parquet/duckDb.ts'
import { readTables } from '../../src/store/queries/readTables.ts'
import { enterAs } from '../people/people.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { makeScene, trashRun, withHalley, type Scene } from '../samples/scene.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

function countsOf(cells: Iterable<number>): [number, number][] {
  const counts = new Map<number, number>()
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => a - b)
}

/** Positions all over the sky, some beside its seams: the poles, the equator, right ascension 0 and every quarter turn. */
async function writePositions(resultFolder: string): Promise<{ raDeg: Float64Array; decDeg: Float64Array }> {
  mkdirSync(resultFolder, { recursive: true })
  const path = sqlLiteral(join(resultFolder, 'sources.parquet'))
  const spread = `SELECT range * 137.50776405 % 360 AS wavg_ra, degrees(asin((2 * range + 1) / 20000 - 1)) AS wavg_dec FROM range(20000)`
  const seams = `SELECT ra + 0.0 AS wavg_ra, "dec" + 0.0 AS wavg_dec FROM (VALUES (0.001), (44.999), (90.001), (180.003), (269.998), (359.999)) r(ra), (VALUES (-89.9991), (-41.7), (-0.0007), (41.9), (89.9993)) d("dec")`
  await readTables(`COPY (SELECT row_number() OVER () AS id, * FROM (${spread} UNION ALL ${seams})) TO ${path} (FORMAT parquet)`)
  const rows = await readTables(`SELECT wavg_ra, wavg_dec FROM ${path}`)
  const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]))
  return { raDeg: column('wavg_ra'), decDeg: column('wavg_dec') }
}

test('sources are counted in the cells that they lie in, at any order and anywhere on the sky', async () => {
  const resultFolder = join(folder, 'spread')
  const { raDeg, decDeg } = await writePositions(resultFolder)
  for (const order of [0, 1, 4, 9, 12]) {
    const { cells } = await sourceDensity([{ run: 'all', version: 1, resultFolder }], { kind: 'all' }, { order, mostCells: 100_000 })
    expect(cells.map(({ cell, count }) => [cell, count])).toEqual(countsOf(healpixNested(raDeg, decDeg, order)))
  }
})

test('a density with too many cells comes coarser, and counts the same sources', async () => {
  const resultFolder = join(folder, 'spread')
  const tables = [{ run: 'all', version: 1, resultFolder }]
  const coarse = await sourceDensity(tables, { kind: 'all' }, { order: 8, mostCells: 800 })
  expect(coarse).toEqual(await sourceDensity(tables, { kind: 'all' }, { order: 3, mostCells: 800 }))
})

test('the density of a query counts what the query lists', async () => {
  await withHalley(scene, async (halley) => {
    const question = { runs: ['lmc'], query: 'max_flux_peak > 5' }
    const order = { column: 'id', isDescending: false }
    const { columns, rows } = valueOf(await listSources(halley, { ...question, order, after: null, limit: 1000 }))
    const at = (name: string) => Float64Array.from(rows, (row) => Number(row[columns.findIndex((column) => column.name === name)]))
    const { cells, counts, total } = valueOf(await countOnSky(halley, { ...question, order: 10 }))
    expect(cells.map((cell, index) => [cell, counts[index]])).toEqual(countsOf(healpixNested(at('wavg_ra'), at('wavg_dec'), 10)))
    expect(total).toBe(rows.length)
    expect((await countOnSky(halley, { runs: [], query: 'colour > 5', order: 5 })).ok).toBe(false)
  })
})

test('footprints are those of the images of the versions that are shown, each image once', async () => {
  await withHalley(scene, async (halley) => {
    const { runs, images } = valueOf(await listFootprints(halley, []))
    expect(images.length).toBeGreaterThan(0)
    expect(new Set(images.map(({ id }) => id)).size).toBe(images.length)
    for (const [place, { id, version }] of runs.entries()) {
      const own = valueOf(await runImages(halley, valueOf(await findRun(halley, id)), version)).images
      const shown = images.filter((image) => image.runs.includes(place))
      expect(new Set(shown.map((image) => image.id))).toEqual(new Set(own.map((image) => image.id)))
      for (const image of shown) {
        const [corner, found] = [own.find((one) => one.id === image.id)?.footprint[0], image.footprint[0]]
        expect(found?.[0]).toBeCloseTo(corner?.[0] ?? Number.NaN, 5)
        expect(found?.[1]).toBeCloseTo(corner?.[1] ?? Number.NaN, 5)
      }
    }
  })
})

test('the sky shows nobody what they may not read, and nothing that is in Trash', async () => {
  await withHalley(scene, async (halley) => {
    const stranger = await enterAs(halley.store, 'stranger')
    expect(valueOf(await listFootprints(stranger, []))).toEqual({ runs: [], images: [] })
    expect(valueOf(await countOnSky(stranger, { runs: [], query: '', order: 5 })).total).toBe(0)
    await trashRun(halley, 'lmc')
    const after = valueOf(await listFootprints(halley, []))
    expect(after.runs.map(({ name }) => name)).not.toContain('lmc')
    expect((await countOnSky(halley, { runs: ['lmc'], query: '', order: 5 })).ok).toBe(false)
  })
})
