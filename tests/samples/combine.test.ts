// Samples are sets of sources: and, or and minus of them keep the laws of sets, and the rows that the samples have.
import { assert, asyncProperty, constantFrom } from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { SetOperator } from '../../src/app/contract/sample.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { renameItem } from '../../src/app/items/renameItem.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { parseSourceQuery } from '../../src/app/contract/query/parseSourceQuery.ts'
import { combineSamples } from '../../src/app/samples/combineSamples.ts'
import { listSampleSources } from '../../src/app/samples/listSampleSources.ts'
import { showSample } from '../../src/app/samples/listSamples.ts'
import { separationDeg } from '../../src/sky/separation.ts'
import { readTable } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { addImages, draw, filesOf, following, makeScene, purgeEntry, type Scene, trashRun, withHalley } from './scene.ts'

const folder = temporaryFolder()
let scene: Scene
let made = 0

/** `lmc` at two versions and `smc`, of the same sky; samples of parts of them that overlap. */
beforeAll(async () => {
  scene = await makeScene(folder)
  await withHalley(scene, async (halley) => {
    await draw(halley, { name: 'all of lmc' })
    await draw(halley, { name: 'often', where: 'n_meas >= 2' })
    await draw(halley, { name: 'bright', where: 'max_flux_peak > 5' })
    await draw(halley, { name: 'faint', where: 'max_flux_peak <= 5' })
    await draw(halley, { name: 'one', where: 'id = 1' })
    await draw(halley, { name: 'of smc', from: [{ run: 'smc' }] })
    await draw(halley, { name: 'bright of both', from: [{ run: 'lmc' }, { run: 'smc' }], where: 'max_flux_peak > 5' })
  })
  await addImages(scene, folder, 3)
  await withHalley(scene, async (halley) => {
    await draw(halley, { name: 'of version 2' })
    await draw(halley, { name: 'both versions', from: [{ run: 'lmc', version: 1 }, { run: 'lmc' }] })
  })
}, 120_000)

const names = ['all of lmc', 'often', 'bright', 'faint', 'one', 'of smc', 'bright of both', 'of version 2', 'both versions'] as const

function combine(halley: Halley, samples: readonly string[], operator: SetOperator, radiusArcsec: number | null = null) {
  return combineSamples(halley, { name: `combined ${++made}`, samples, operator, radiusArcsec }, following())
}

interface Row extends Readonly<Record<string, unknown>> {
  readonly key: string
}

async function rowsOf(halley: Halley, id: string): Promise<Row[]> {
  const rows = await readTable(halley.store.paths.sample(id), 'sources')
  return rows.map((row) => ({ ...row, key: `${String(row['run'])} ${String(row['id'])}` }))
}

/** The keys of a combination; of one without sources, none. */
async function keysOf(halley: Halley, samples: readonly string[], operator: SetOperator, radius: number | null = null) {
  const combined = await combine(halley, samples, operator, radius)
  if (combined.ok) return new Set((await rowsOf(halley, combined.value.id)).map(({ key }) => key))
  expect(combined.fault.code).toBe('sample.empty')
  return new Set<string>()
}

async function keysIn(halley: Halley, name: string): Promise<Set<string>> {
  return new Set((await rowsOf(halley, valueOf(await showSample(halley, name)).id)).map(({ key }) => key))
}

const oneOf = constantFrom(...names)

test('and, or and minus are those of sets of sources, each by its run and id whatever its version, and sizes add up', async () => {
  const halley = valueOf(await openHalley({ environment: {}, home: scene.home }))
  await assert(
    asyncProperty(oneOf, oneOf, async (a, b) => {
      const [inA, inB] = [await keysIn(halley, a), await keysIn(halley, b)]
      const [and, or, minus] = [
        await keysOf(halley, [a, b], 'and'),
        await keysOf(halley, [a, b], 'or'),
        await keysOf(halley, [a, b], 'minus'),
      ]
      expect(and).toEqual(inA.intersection(inB))
      expect(or).toEqual(inA.union(inB))
      expect(minus).toEqual(inA.difference(inB))
      expect(or.size).toBe(inA.size + inB.size - and.size)
      expect(await keysOf(halley, [a, a], 'minus')).toEqual(new Set())
    }),
    { numRuns: 12 },
  )
  await closeHalley(halley)
}, 240_000)

test('three are combined as two and then the third; equal combinations have equal bytes, in any order where it means nothing', async () => {
  await withHalley(scene, async (halley) => {
    const files = async (samples: readonly string[], operator: SetOperator) => {
      const {
        'manifest.json': _manifest,
        'sample.json': document,
        ...tables
      } = filesOf(halley.store.paths.sample(valueOf(await combine(halley, samples, operator)).id))
      return { tables, document }
    }
    for (const operator of ['and', 'or'] as const) {
      const first = await files(['bright', 'of version 2', 'bright of both'], operator)
      expect(await files(['bright', 'of version 2', 'bright of both'], operator)).toEqual(first)
      expect((await files(['bright of both', 'of version 2', 'bright'], operator)).tables).toEqual(first.tables)
      const name = `step ${operator}`
      const step = { name, samples: ['bright', 'of version 2'], operator } as const
      valueOf(await combineSamples(halley, step, following()))
      expect(await keysOf(halley, [name, 'bright of both'], operator)).toEqual(
        await keysOf(halley, ['bright', 'of version 2', 'bright of both'], operator),
      )
    }
  })
}, 60_000)

test('a source in several versions comes once, as its newest, with its whole light curve there and the images of that', async () => {
  await withHalley(scene, async (halley) => {
    const { id, counts } = valueOf(await combine(halley, ['both versions', 'bright'], 'or'))
    const sample = halley.store.paths.sample(id)
    const newest = valueOf(await showSample(halley, 'of version 2'))
    const rows = await rowsOf(halley, id)
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
    const ofTwo = (await readTable(halley.store.paths.sample(newest.id), 'sources')).toSorted((a, b) => Number(a['id']) - Number(b['id']))
    const kept = (await readTable(sample, 'sources')).filter(({ version }) => Number(version) === 2)
    expect(kept.toSorted((a, b) => Number(a['id']) - Number(b['id']))).toEqual(ofTwo)
    const measured = await readTable(sample, 'measurements')
    expect(measured).toHaveLength(counts.measurements)
    const links = (await readTable(sample, 'associations')).map((row) => [row['run'], row['version'], row['source_id'], row['meas_id']])
    expect(measured.map((row) => [row['run'], row['version'], row['source_id'], row['id']])).toEqual(links)
    const seen = new Set(measured.map((row) => `${String(row['version'])} ${String(row['image_id'])}`))
    const images = (await readTable(sample, 'images')).map((row) => `${String(row['version'])} ${String(row['id'])}`)
    expect(images).toHaveLength(seen.size)
    expect(new Set(images)).toEqual(seen)
  })
})

function apart(a: Row, b: Row): number {
  return separationDeg(Number(a['wavg_ra']), Number(a['wavg_dec']), Number(b['wavg_ra']), Number(b['wavg_dec'])) * 3600
}

test('within a radius sources of other runs are the same, as the distance of each pair says; nothing is lost or counted twice', async () => {
  await withHalley(scene, async (halley) => {
    const rows = async (name: string) => rowsOf(halley, valueOf(await showSample(halley, name)).id)
    const [lmc, smc] = [await rows('often'), await rows('of smc')]
    for (const radius of [0, 0.3, 5, 120, 600]) {
      const near = new Set(lmc.filter((a) => smc.some((b) => apart(a, b) <= radius)).map(({ key }) => key))
      const and = await keysOf(halley, ['often', 'of smc'], 'and', radius)
      expect(and, `${radius} arcsec`).toEqual(near)
      const minus = await keysOf(halley, ['often', 'of smc'], 'minus', radius)
      expect(minus).toEqual(new Set(lmc.map(({ key }) => key)).difference(near))
      const others = smc.filter((b) => !lmc.some((a) => apart(a, b) <= radius))
      const or = await keysOf(halley, ['often', 'of smc'], 'or', radius)
      expect(or).toEqual(new Set([...lmc, ...others].map(({ key }) => key)))
    }
    expect((await keysOf(halley, ['often', 'often'], 'and', 5)).size).toBe(lmc.length)
    expect((await keysOf(halley, ['often', 'often'], 'minus', 5)).size).toBe(0)
  })
}, 60_000)

test('a part of a sample has the sources that the query is true of, names the sample, and has its measurements still when the run is not asked', async () => {
  await withHalley(scene, async (halley) => {
    const query = valueOf(parseSourceQuery('max_flux_peak > 5 and n_meas >= 2'))
    const choice = { name: 'part of both', samples: ['bright of both'], operator: 'or', query } as const
    const { id, counts } = valueOf(await combineSamples(halley, choice, following()))
    const wanted = (await rowsOf(halley, valueOf(await showSample(halley, 'bright of both')).id)).filter(
      (row) => Number(row['n_meas']) >= 2,
    )
    expect(new Set((await rowsOf(halley, id)).map(({ key }) => key))).toEqual(new Set(wanted.map(({ key }) => key)))
    const measurements = await readTable(halley.store.paths.sample(id), 'measurements')
    expect(measurements).toHaveLength(counts.measurements)
    const shown = valueOf(await showSample(halley, 'part of both'))
    expect(shown.query).toBe("'bright of both' where max_flux_peak > 5 and n_meas >= 2")
    expect(shown.combination).toMatchObject({ where: 'max_flux_peak > 5 and n_meas >= 2', parents: [{ name: 'bright of both' }] })
    const none = { ...choice, name: 'none', query: valueOf(parseSourceQuery('n_meas > 1000')) }
    expect(await combineSamples(halley, none, following())).toMatchObject({ fault: { code: 'sample.empty' } })
  })
})

test('a sample says that its run shows another result now, and which; one of the result that is shown does not', async () => {
  await withHalley(scene, async (halley) => {
    const origins = async (name: string) => valueOf(await showSample(halley, name)).origins
    expect(await origins('bright')).toMatchObject([{ version: 1, head: 2, hasChanged: true, remark: '' }])
    expect(await origins('of version 2')).toMatchObject([{ version: 2, head: 2, hasChanged: false }])
    expect(await origins('of smc')).toMatchObject([{ version: 1, head: 1, hasChanged: false }])
  })
})

test('a combination stands by itself: its parents and runs are purged, a run of the same name comes, and its rows stay apart', async () => {
  await withHalley(scene, async (halley) => {
    const { id } = valueOf(await combine(halley, ['bright', 'of smc'], 'or'))
    expect(valueOf(await showSample(halley, id))).toMatchObject({
      query: "bright or 'of smc'",
      queryData: null,
      combination: { operator: 'or', radiusArcsec: null, parents: [{ name: 'bright', where: 'live' }, { name: 'of smc' }] },
    })
    const before = await rowsOf(halley, id)
    const smc = valueOf(await findRun(halley, 'smc'))
    await purgeEntry(halley, await trashRun(halley, 'lmc'))
    valueOf(await renameItem(halley, { ...smc, kind: 'run' }, 'lmc'))
    await draw(halley, { name: 'another lmc', from: [{ run: 'lmc' }] })
    const mixed = valueOf(await combine(halley, ['bright', 'another lmc'], 'or'))
    const rows = await rowsOf(halley, mixed.id)
    expect(rows).toHaveLength((await keysIn(halley, 'bright')).size + (await keysIn(halley, 'another lmc')).size)
    expect(new Set(rows.map(({ run }) => run)).size).toBe(2)
    expect(await rowsOf(halley, id)).toEqual(before)
    const page = { sort: 'id', order: 'ascending', limit: 5 } as const
    expect(valueOf(await listSampleSources(halley, id, page)).rows).toHaveLength(5)
    expect(valueOf(await showSample(halley, id)).origins).toMatchObject([{ where: 'purged', hasChanged: false }, { where: 'live' }])
  })
}, 60_000)
