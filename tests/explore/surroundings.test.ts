import { beforeAll, expect, test } from 'vitest'
import { sourceColumnNames } from '../../src/app/contract/sourceColumns.ts'
import { besideSource } from '../../src/app/explore/besideSource.ts'
import { listSources } from '../../src/app/explore/listSources.ts'
import { showNeighbours } from '../../src/app/explore/showNeighbours.ts'
import { showRelations } from '../../src/app/explore/showRelations.ts'
import { showSource } from '../../src/app/explore/showSource.ts'
import { separationDeg } from '../../src/sky/separation.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { addImages, makeScene, type Scene, withHalley } from '../samples/scene.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
  await addImages(scene, folder, 3)
})

test('before and after a source are its neighbours in the list of the query, in any order, over all runs', async () => {
  await withHalley(scene, async (halley) => {
    for (const column of sourceColumnNames) {
      for (const isDescending of [false, true]) {
        const question = { runs: [], query: 'n_meas >= 1', order: { column, isDescending } }
        const { columns, rows } = valueOf(await listSources(halley, { ...question, after: null, limit: 1000 }))
        const at = (name: string) => columns.findIndex((one) => one.name === name)
        const links = rows.map((row) => ({ run: String(row[at('run')]), id: Number(row[at('id')]), name: String(row[at('name')]) }))
        const step = Math.max(1, Math.floor(links.length / 5))
        for (let index = 0; index < links.length; index += step) {
          const { run, id } = links[index] ?? { run: '', id: 0 }
          const beside = valueOf(await besideSource(halley, { ...question, of: run, source: id }))
          expect(beside).toEqual({ previous: links[index - 1] ?? null, next: links[index + 1] ?? null, before: index })
        }
      }
    }
  })
})

test('a source that the query is not true of stands between those that it is true of', async () => {
  await withHalley(scene, async (halley) => {
    const order = { column: 'max_flux_peak', isDescending: true }
    const all = valueOf(await listSources(halley, { runs: ['lmc'], query: '', order, after: null, limit: 3 }))
    const at = (name: string) => all.columns.findIndex((one) => one.name === name)
    const [first, second, third] = all.rows.map((row) => ({ id: Number(row[at('id')]), name: String(row[at('name')]) }))
    if (!first || !second || !third) throw new Error('The run has less than three sources.')
    const question = { runs: ['lmc'], query: `not id = ${second.id}`, order, of: 'lmc', source: second.id }
    expect(valueOf(await besideSource(halley, question))).toEqual({
      previous: { run: 'lmc', ...first },
      next: { run: 'lmc', ...third },
      before: 1,
    })
  })
})

test('a source of a run that the query does not ask has nothing before it and nothing after', async () => {
  await withHalley(scene, async (halley) => {
    const question = { runs: ['smc'], query: '', order: { column: 'id', isDescending: false }, of: 'lmc', source: 1 }
    expect(valueOf(await besideSource(halley, question))).toEqual({ previous: null, next: null, before: null })
  })
})

test('the graph of relations has the sources that the light curves share measurements with, and how many', async () => {
  await withHalley(scene, async (halley) => {
    const { columns, rows } = valueOf(
      await listSources(halley, { runs: ['lmc'], query: '', order: { column: 'n_rel', isDescending: true }, after: null, limit: 200 }),
    )
    const at = (name: string) => columns.findIndex((one) => one.name === name)
    for (const row of [...rows.slice(0, 5), ...rows.slice(-1)]) {
      const source = Number(row[at('id')])
      const graph = valueOf(await showRelations(halley, { run: 'lmc', source, version: undefined }))
      const own = valueOf(await showSource(halley, { run: 'lmc', source, version: undefined }))
      expect(graph.sources.filter(({ distance }) => distance === 1).map(({ id }) => id)).toEqual(own.related.map(({ id }) => id))
      expect(own.related).toHaveLength(Number(row[at('n_rel')]))
      const mine = new Set(own.measurements.map(({ id }) => id))
      for (const { id } of own.related) {
        const other = valueOf(await showSource(halley, { run: 'lmc', source: id, version: undefined }))
        const shared = other.measurements.filter((point) => mine.has(point.id)).length
        const edge = graph.edges.find(({ from, to }) => from === Math.min(source, id) && to === Math.max(source, id))
        expect(edge?.shared).toBe(shared)
      }
    }
  })
})

test('the shapes around a source are the measurements of all other sources within the radius', async () => {
  await withHalley(scene, async (halley) => {
    const { columns, rows } = valueOf(
      await listSources(halley, { runs: ['lmc'], query: '', order: { column: 'id', isDescending: false }, after: null, limit: 1000 }),
    )
    const at = (name: string) => columns.findIndex((one) => one.name === name)
    const sky = rows.map((row) => ({ id: Number(row[at('id')]), ra: Number(row[at('wavg_ra')]), dec: Number(row[at('wavg_dec')]) }))
    const [centre] = sky
    if (!centre) throw new Error('The run has no source.')
    const radius = 1200
    const near = sky.filter(({ id, ra, dec }) => id !== centre.id && separationDeg(ra, dec, centre.ra, centre.dec) * 3600 <= radius)
    const { shapes } = valueOf(await showNeighbours(halley, { run: 'lmc', source: centre.id, version: undefined, radiusArcsec: radius }))
    expect(new Set(shapes.map(({ source }) => source))).toEqual(new Set(near.map(({ id }) => id)))
    for (const { id } of near) {
      const { measurements } = valueOf(await showSource(halley, { run: 'lmc', source: id, version: undefined }))
      for (const shape of shapes.filter(({ source }) => source === id)) {
        expect(measurements.find((point) => point.id === shape.id)?.raDeg).toBe(shape.raDeg)
      }
    }
  })
})
