import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { renameItem } from '../../src/app/items/renameItem.ts'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import { parseSourceQuery } from '../../src/app/contract/query/parseSourceQuery.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { drawAgain } from '../../src/app/samples/drawAgain.ts'
import { submitDrawing } from '../../src/app/samples/drawSample.ts'
import { listSamples, showSample } from '../../src/app/samples/listSamples.ts'
import { sweepLeftovers } from '../../src/store/publishing/sweepLeftovers.ts'
import { enterAs } from '../people/people.ts'
import { readForced, readRows, readTable, without } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { addImages, draw, filesOf, following, makeScene, purgeEntry, type Scene, trashRun, tryDraw, withHalley } from './scene.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

test('a sample is a frozen selection of a version: its rows are those of the version, its files are sealed', async () => {
  await withHalley(scene, async (halley) => {
    const { id, counts } = await draw(halley, { name: 'bright', where: 'max_flux_peak > 5' })
    const directory = join(scene.home, 'runs', 'lmc')
    const wanted = (await readTable(directory, 'sources')).filter(({ max_flux_peak: flux }) => Number(flux) > 5)
    const sample = halley.store.paths.sample(id)
    const sources = await readTable(sample, 'sources')
    expect(sources.map((row) => without(row, 'run', 'version'))).toEqual(wanted)
    const ids = new Set(wanted.map((row) => row['id']))
    const associations = (await readTable(directory, 'associations')).filter((row) => ids.has(row['source_id']))
    const forced = new Set((await readForced(directory)).map((row) => row['id']))
    expect(counts).toEqual({
      sources: wanted.length,
      measurements: associations.length,
      forced: associations.filter((row) => forced.has(row['meas_id'])).length,
      images: 2,
    })
    for (const name of readdirSync(sample)) expect(statSync(join(sample, name)).mode & 0o777).toBe(0o440)
    expect(await halley.store.catalogue.selectFrom('uses').selectAll().execute()).toEqual([])
  })
})

test('a sample of several runs says of each row where it is from, and keeps the names that the runs had', async () => {
  await withHalley(scene, async (halley) => {
    const from = [{ run: 'smc', version: 1 }, { run: 'lmc' }, { run: 'lmc', version: 1 }]
    const { id } = await draw(halley, { name: 'both', from, where: "run = 'smc' or n_meas >= 2", description: 'to compare' })
    const rows = await readTable(halley.store.paths.sample(id), 'sources')
    expect([...new Set(rows.map(({ run, version }) => `${String(run)}@${String(version)}`))]).toEqual(['lmc@1', 'smc@1'])
    valueOf(await renameItem(halley, { ...valueOf(await findRun(halley, 'smc')), kind: 'run' }, 'smc-renamed'))
    const shown = valueOf(await showSample(halley, 'both'))
    expect(shown).toMatchObject({
      description: 'to compare',
      query: "run = 'smc' or n_meas >= 2",
      origins: [
        { run: 'smc', version: 1, where: 'live', remark: '' },
        { run: 'lmc', version: 1, where: 'live', remark: '' },
      ],
    })
    expect(shown.counts.sources).toBe(rows.length)
    valueOf(await renameItem(halley, { ...valueOf(await findRun(halley, 'smc-renamed')), kind: 'run' }, 'smc'))
  })
})

test('what people said of sources can be asked for: tags of everybody, favourites of oneself', async () => {
  await withHalley(scene, async (halley) => {
    const { catalogue } = halley.store
    const [lmc, smc] = [valueOf(await findRun(halley, 'lmc')), valueOf(await findRun(halley, 'smc'))]
    const nobody = { projectId: null, runId: null, sampleId: null, analysisId: null, imageId: null, measurementAnchorId: null }
    const tagId = randomUUID()
    await catalogue.insertInto('tags').values({ id: tagId, name: "odd 'one'" }).execute()
    const remark = async (runId: string, sourceId: number, userId: string, isTag: boolean) => {
      const anchor = { id: randomUUID(), runId, sourceId }
      await catalogue.insertInto('sourceAnchors').values(anchor).execute()
      const row = { id: randomUUID(), userId, at: '2026-11-20T12:00:00.000Z', ...nobody, sourceAnchorId: anchor.id }
      if (isTag)
        await catalogue
          .insertInto('tagLinks')
          .values({ ...row, tagId })
          .execute()
      else
        await catalogue
          .insertInto('favourites')
          .values({ ...row, text: '' })
          .execute()
    }
    const bea = await enterAs(halley.store, 'Bea the tagger')
    await remark(lmc.id, 3, bea.user.id, true)
    await remark(smc.id, 5, halley.user.id, true)
    await remark(lmc.id, 7, halley.user.id, false)
    await remark(smc.id, 3, bea.user.id, false)
    const from = [{ run: 'lmc' }, { run: 'smc' }]
    const drawn = async (name: string, where: string) => {
      const { id } = await draw(halley, { name, from, where })
      return (await readTable(halley.store.paths.sample(id), 'sources'))
        .map((row) => `${String(row['run'])}/${String(row['id'])}`)
        .toSorted()
    }
    expect(await drawn('tagged', "tagged 'odd ''one'''")).toEqual(['lmc/3', 'smc/5'])
    expect(await drawn('mine', 'favourite')).toEqual(['lmc/7'])
    expect(await drawn('either', "id < 8 and (favourite or tagged 'odd ''one''')")).toEqual(['lmc/3', 'lmc/7', 'smc/5'])
    expect(await drawn('neither', "id in (3, 5, 7) and not (favourite or tagged 'odd ''one''')")).toEqual(['lmc/5', 'smc/3', 'smc/7'])
    expect(await tryDraw(halley, { name: 'x', where: "tagged 'unheard of'" })).toMatchObject({ ok: false, fault: { code: 'sample.empty' } })
  })
})

test('equal draws give equal files', async () => {
  await withHalley(scene, async (halley) => {
    const contents = []
    for (const name of ['once', 'twice']) {
      const { id } = await draw(halley, { name, from: [{ run: 'lmc' }, { run: 'smc' }] })
      contents.push(filesOf(halley.store.paths.sample(id)))
    }
    const [{ 'manifest.json': first, ...files }, { 'manifest.json': second, ...same }] = contents
    expect(files).toEqual(same)
    expect(first).not.toBe(second)
  })
})

test('while a sample is drawn all its runs are in use, and afterwards none', async () => {
  await withHalley(scene, async (halley) => {
    const { catalogue } = halley.store
    const seen: Promise<{ itemId: string; words: string }[]>[] = []
    const look = () => void seen.push(catalogue.selectFrom('uses').select(['itemId', 'words']).orderBy('itemId').execute())
    const how = following(({ kind }) => (kind === 'started' ? look() : undefined))
    valueOf(await tryDraw(halley, { name: 'in use', from: [{ run: 'lmc' }, { run: 'smc' }] }, how))
    const ids = [valueOf(await findRun(halley, 'lmc')).id, valueOf(await findRun(halley, 'smc')).id].toSorted()
    expect(await seen[0]).toEqual(ids.map((itemId) => ({ itemId, words: 'drawing of sample in use' })))
    expect(await catalogue.selectFrom('uses').selectAll().execute()).toEqual([])
  })
})

test('a drawing that is interrupted leaves nothing', async () => {
  await withHalley(scene, async (halley) => {
    const before = readdirSync(join(scene.home, 'objects', 'samples'))
    const controller = new AbortController()
    const how = following(({ kind }) => (kind === 'started' ? controller.abort() : undefined), controller.signal)
    expect(await tryDraw(halley, { name: 'stopped' }, how)).toMatchObject({ ok: false, fault: { code: 'interrupted' } })
    expect(readdirSync(join(scene.home, 'objects', 'samples'))).toEqual(before)
    expect(await showSample(halley, 'stopped')).toMatchObject({ ok: false, fault: { code: 'item.notFound' } })
    expect(await halley.store.catalogue.selectFrom('uses').selectAll().execute()).toEqual([])
  })
})

test('what cannot be drawn is refused before any work: names, runs, versions, rights', async () => {
  await withHalley(scene, async (halley) => {
    const count = async () => (await halley.store.catalogue.selectFrom('operations').select('id').execute()).length
    const before = await count()
    const codeOf = async (wanted: Parameters<typeof tryDraw>[1]) => {
      const outcome = await tryDraw(halley, wanted)
      return outcome.ok ? 'drawn' : outcome.fault.code
    }
    expect(await codeOf({ name: 'bright' })).toBe('name.taken')
    expect(await codeOf({ name: 'a/b' })).toBe('item.name')
    expect(await codeOf({ name: 'x', description: 'x'.repeat(241) })).toBe('item.description')
    expect(await codeOf({ name: 'x', from: [] })).toBe('sample.noRun')
    expect(await codeOf({ name: 'x', from: [{ run: 'nobody' }] })).toBe('item.notFound')
    expect(await codeOf({ name: 'x', from: [{ run: 'lmc', version: 9 }] })).toBe('version.unknown')
    expect(await codeOf({ name: 'x', project: 'none' })).toBe('item.notFound')
    const bea = await enterAs(halley.store, 'Bea')
    expect(await tryDraw(bea, { name: 'x' })).toMatchObject({ ok: false, fault: { code: 'item.notFound' } })
    expect(await showSample(bea, 'bright')).toMatchObject({ ok: false, fault: { code: 'item.notFound' } })
    expect(valueOf(await listSamples(bea))).toEqual([])
    expect(await count()).toBe(before)
  })
})

test('a worker draws what was asked for', async () => {
  await withHalley(scene, async (halley) => {
    const choice = { name: 'by a worker', from: [{ run: 'lmc' }], query: valueOf(parseSourceQuery('new')) }
    valueOf(await submitDrawing(halley, choice))
    const { signal } = new AbortController()
    await runWorker(halley, { once: true, pollMs: 10, queues: ['sample'], signal, tell: () => {} })
    const shown = valueOf(await showSample(halley, 'by a worker'))
    const rows = await readTable(join(scene.home, 'runs', 'lmc'), 'sources')
    expect(shown.counts.sources).toBe(rows.filter((row) => row['new'] === true).length)
  })
})

test('a sample that is drawn again has the query and the present head, and names its predecessor, which stays', async () => {
  await withHalley(scene, async (halley) => {
    const { id } = await draw(halley, { name: 'repeated', where: 'n_meas_sel >= 2' })
    const before = filesOf(halley.store.paths.sample(id))
    await addImages(scene, folder, 3)
    const again = valueOf(await drawAgain(halley, 'repeated', {}, following()))
    expect(again.name).toBe('repeated 2')
    const third = valueOf(await drawAgain(halley, 'repeated 2', {}, following()))
    expect(third.name).toBe('repeated 3')
    const shown = valueOf(await showSample(halley, 'repeated 2'))
    expect(shown).toMatchObject({ query: 'n_meas_sel >= 2', predecessor: { id, name: 'repeated' }, origins: [{ run: 'lmc', version: 2 }] })
    expect(shown.counts).toMatchObject({ images: 3 })
    expect(valueOf(await showSample(halley, 'repeated'))).toMatchObject({ predecessor: null, origins: [{ version: 1 }] })
    expect(filesOf(halley.store.paths.sample(id))).toEqual(before)
  })
})

test('a sample that lies in place but was never entered is swept away', async () => {
  await withHalley(scene, async (halley) => {
    const { id } = await draw(halley, { name: 'forgotten' })
    const { catalogue, paths } = halley.store
    await catalogue.deleteFrom('sampleOrigins').where('sampleId', '=', id).execute()
    await catalogue.deleteFrom('samples').where('id', '=', id).execute()
    expect(valueOf(await sweepLeftovers(halley.store))).toEqual([paths.sample(id)])
    expect(existsSync(paths.sample(id))).toBe(false)
  })
})

test('a sample outlives its run, byte for byte: in Trash it is marked, purged it stays', async () => {
  await withHalley(scene, async (halley) => {
    const { id } = await draw(halley, { name: 'survivor', from: [{ run: 'smc' }] })
    const sample = halley.store.paths.sample(id)
    const before = filesOf(sample)
    const entryId = await trashRun(halley, 'smc')
    const listed = valueOf(await listSamples(halley)).find(({ name }) => name === 'survivor')
    expect(listed?.origins).toMatchObject([{ run: 'smc', version: 1, where: 'trashed', remark: 'its run is in Trash' }])
    const again = await drawAgain(halley, 'survivor', {}, following())
    expect(again).toMatchObject({ ok: false, fault: { code: 'sample.originGone', message: /run smc: its run is in Trash/ } })
    await purgeEntry(halley, entryId)
    expect(valueOf(await showSample(halley, 'survivor')).origins).toMatchObject([{ where: 'purged', remark: 'its run was deleted' }])
    expect(filesOf(sample)).toEqual(before)
    expect((await readRows(join(sample, 'measurements.parquet'))).length).toBeGreaterThan(0)
  })
})
