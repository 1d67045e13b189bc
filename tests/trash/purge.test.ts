import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { actorOf } from '../../src/app/actor.ts'
import type { Halley } from '../../src/app/halley.ts'
import type { Store } from '../../src/store/store.ts'
import { allFiles, allRows, missing, emptyFolders } from './everything.ts'
import { begin, planOf, purge, remove, trash } from './phases.ts'
import { eachWorld, faultOf, valueOf, type World } from './world.ts'

/** Comments, tags and favourites on everything, by everybody. */
async function remarkEverywhere({ store }: World, by: readonly Halley[]): Promise<void> {
  const { catalogue } = store
  const empty = {
    projectId: null,
    runId: null,
    sampleId: null,
    analysisId: null,
    imageId: null,
    sourceAnchorId: null,
    measurementAnchorId: null,
  }
  const tagId = randomUUID()
  await catalogue.insertInto('tags').values({ id: tagId, name: 'flare' }).execute()
  const targets: Partial<typeof empty>[] = []
  for (const { id } of await catalogue.selectFrom('projects').select('id').execute()) targets.push({ projectId: id as never })
  for (const { id } of await catalogue.selectFrom('samples').select('id').execute()) targets.push({ sampleId: id as never })
  for (const { id } of await catalogue.selectFrom('runs').select('id').execute()) {
    const anchor = { id: randomUUID(), runId: id, sourceId: 1 }
    await catalogue.insertInto('sourceAnchors').values(anchor).execute()
    targets.push({ runId: id as never }, { sourceAnchorId: anchor.id as never })
  }
  for (const { id } of await catalogue.selectFrom('images').select('id').execute()) {
    const anchor = { id: randomUUID(), imageId: id, measurementId: 1 }
    await catalogue.insertInto('measurementAnchors').values(anchor).execute()
    targets.push({ imageId: id as never }, { measurementAnchorId: anchor.id as never })
  }
  for (const target of targets) {
    for (const { user } of by) {
      const remark = () => ({ id: randomUUID(), userId: user.id, at: '2026-11-20T12:00:00.000Z', ...empty, ...target })
      await catalogue
        .insertInto('comments')
        .values({ ...remark(), text: 'odd' })
        .execute()
      await catalogue
        .insertInto('favourites')
        .values({ ...remark(), text: '' })
        .execute()
      await catalogue
        .insertInto('tagLinks')
        .values({ ...remark(), tagId })
        .execute()
    }
  }
}

/** Names in the store that belong to something: every id of it stands in them. */
function about(names: readonly string[], ...ids: readonly string[]): string[] {
  return names.filter((name) => ids.some((id) => name.includes(id)))
}

async function imageIds({ catalogue }: Store): Promise<Map<string, string>> {
  const rows = await catalogue.selectFrom('images').select(['id', 'contentHash']).execute()
  return new Map(rows.map(({ id, contentHash }) => [contentHash, id]))
}

eachWorld('a purge removes exactly what its plan shows, and nothing else changes by a bit', async ({ world, store, ann, bea }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a', 'b'])
  await world.publish(ann, lmc, ['a', 'b', 'c'])
  const smc = await world.addRun(bea, 'smc')
  await world.publish(bea, smc, ['b', 'd'])
  await world.addSample(bea, 'pulsars', [lmc])
  await remarkEverywhere(world, [ann, bea])
  const images = await imageIds(store)
  const entryId = await trash(ann, lmc)
  const plan = await planOf(world, { act: 'purge', entryIds: [entryId] })
  expect(plan.goes.images.map(({ name }) => name).toSorted()).toEqual(['a.fits', 'c.fits'])
  expect(plan.stays.images).toEqual([{ id: images.get('b'), name: 'b.fits', because: [{ kind: 'run', runId: smc, versions: [1] }] }])
  expect(plan.stays.madeFrom.map(({ name }) => name)).toEqual(['pulsars'])
  // Ann and Bea each on the run, its source, and two images with a measurement each; three kinds of remark.
  expect(plan.goes.comments.map(({ count }) => count)).toEqual([18, 18])

  const [filesBefore, rowsBefore] = [allFiles(store), await allRows(store)]
  await purge(world, ann, entryId)
  const [filesAfter, rowsAfter] = [allFiles(store), await allRows(store)]

  const gone = missing(filesBefore, filesAfter)
  const ids = [lmc, images.get('a') ?? '', images.get('c') ?? '']
  expect(gone.filter((name) => name.startsWith('objects/'))).toEqual(
    about([...filesBefore.keys()], ...ids)
      .filter((name) => name.startsWith('objects/'))
      .toSorted(),
  )
  expect(gone.filter((name) => !name.startsWith('objects/'))).toEqual([
    'runs/images/a_fits/',
    'runs/images/a_fits/measurements.parquet',
    'runs/images/c_fits/',
    'runs/images/c_fits/measurements.parquet',
  ])
  const bytes = gone.reduce((sum, name) => sum + (filesBefore.get(name)?.bytes ?? 0), 0)
  const files = gone.filter((name) => name.startsWith('objects/') && !name.endsWith('/')).length
  expect({ bytes, files }).toEqual({ bytes: plan.goes.bytes, files: plan.goes.counts.files })
  for (const [name, { hash }] of filesAfter) expect(filesBefore.get(name)?.hash, name).toBe(hash)

  const changed = missing(rowsBefore, rowsAfter)
  const anchors = changed
    .filter((row) => /^(source|measurement)_anchors /.test(row))
    .map((row) => (JSON.parse(row.slice(row.indexOf(' '))) as { id: string }).id)
  expect(anchors).toHaveLength(3)
  expect(about(changed, ...ids, ...anchors, entryId, ...plan.goes.resultIds)).toEqual(changed)
  expect(changed.filter((row) => /^(comments|favourites|tag_links) /.test(row))).toHaveLength(36)
  const left = about(rowsAfter, ...ids).map((row) => row.split(' ')[0])
  expect([...new Set(left)].toSorted()).toEqual([
    'audit',
    'operations',
    'purge_objects',
    'purges',
    'results',
    'runs',
    'sample_origins',
    'tombstones',
    'versions',
  ])
  expect(rowsAfter.filter((row) => row.startsWith('tags '))).toHaveLength(1)
})

eachWorld('images are kept by old versions and by what is in the trash, of others too', async ({ world, store, ann, bea }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a', 'b', 'c'])
  const old = await world.addRun(bea, 'old')
  await world.publish(bea, old, ['a'])
  await world.publish(bea, old, ['d'])
  const binned = await world.addRun(bea, 'binned')
  await world.publish(bea, binned, ['b'])
  const theirs = await trash(bea, binned)
  await purge(world, ann, await trash(ann, lmc))
  expect([...(await imageIds(store)).keys()].toSorted()).toEqual(['a', 'b', 'd'])
  await purge(world, bea, theirs)
  expect([...(await imageIds(store)).keys()].toSorted()).toEqual(['a', 'd'])
})

eachWorld('a purge of versions leaves the run, its other versions and its sources', async ({ world, store, ann }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  await world.publish(ann, lmc, ['b'])
  const entryId = randomUUID()
  await world.do({ itemIds: [lmc] }, { name: 'trashVersions', actor: actorOf(ann.user), itemId: lmc, entryId, versions: [1], reason: '' })
  await remarkEverywhere(world, [ann])
  await purge(world, ann, entryId)
  const versions = await store.catalogue.selectFrom('versions').select(['number', 'place', 'resultId']).orderBy('number').execute()
  expect(versions.map(({ place }) => place)).toEqual(['purged', 'live'])
  expect(versions.map(({ resultId }) => existsSync(store.paths.result(lmc, resultId)))).toEqual([false, true])
  expect(await store.catalogue.selectFrom('sourceAnchors').select('runId').execute()).toEqual([{ runId: lmc }])
  expect([...(await imageIds(store)).keys()]).toEqual(['b'])
  expect(existsSync(store.paths.draft(lmc))).toBe(true)
})

eachWorld(
  'a confirmed plan is refused when the world has changed, with the new one, and nothing happens',
  async ({ world, store, ann, bea }) => {
    const lmc = await world.addRun(ann, 'lmc')
    await world.publish(ann, lmc, ['a'])
    const entryId = await trash(ann, lmc)
    const act = { act: 'purge', entryIds: [entryId] } as const
    const stale = await begin(world, ann, act, 'the hash of another plan')
    expect(stale).toMatchObject({
      fault: { code: 'plan.changed', data: { plan: { goes: { bytes: (await planOf(world, act)).goes.bytes } } } },
    })
    const shown = stale.ok ? '' : String(stale.fault.data['planHash'])
    const smc = await world.addRun(bea, 'smc')
    await world.publish(bea, smc, ['a'])
    const before = await allRows(store)
    expect(faultOf(await begin(world, ann, act, shown))).toBe('plan.changed')
    expect(await allRows(store)).toEqual(before)
  },
)

eachWorld('a hold wins over everything, and is named', async ({ world, ann, bea }) => {
  const project = await world.addProject(ann, 'survey', new Map([[bea.user.id, 'editor']]))
  const lmc = await world.addRun(ann, 'lmc', project)
  await world.do(
    { itemIds: [lmc] },
    { name: 'hold', actor: actorOf(bea.user), itemId: lmc, holdId: randomUUID(), version: null, reason: 'in the paper' },
  )
  const entryId = await trash(ann, project)
  expect(await begin(world, ann, { act: 'purge', entryIds: [entryId] })).toMatchObject({ fault: { code: 'trash.held' } })
  expect(await begin(world, ann, { act: 'empty', ownerId: ann.user.id })).toMatchObject({ fault: { code: 'trash.empty' } })
})

eachWorld('what is blocked stays written down, and the next attempt goes on', async ({ world, store, ann }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  const begun = valueOf(await begin(world, ann, { act: 'purge', entryIds: [await trash(ann, lmc)] }))
  let steps = 0
  const killed = remove(world, begun, {
    onStep: (step) => {
      if (step === 'remove' && ++steps === 1) throw new Error('killed')
    },
  })
  await expect(killed).rejects.toThrow('killed')
  expect((await store.catalogue.selectFrom('runs').select('place').execute()).map(({ place }) => place)).toEqual(['purging'])
  world.nowMs += 1
  expect(valueOf(await remove(world, begun))).toBeGreaterThan(0)
  expect([...allFiles(store).keys()]).toEqual(emptyFolders)
  expect((await store.catalogue.selectFrom('operations').select('state').where('kind', '=', 'purge').execute())[0]?.state).toBe('completed')
})

eachWorld('files that users put into the directory of a run are listed and stay', async ({ world, store, ann }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  writeFileSync(join(store.paths.views, 'lmc', 'notes.txt'), 'mine')
  const entryId = await trash(ann, lmc)
  expect((await planOf(world, { act: 'purge', entryIds: [entryId] })).stays.foreignFiles).toEqual([
    { itemId: lmc, path: 'runs/lmc/notes.txt' },
  ])
  await purge(world, ann, entryId)
  expect(existsSync(join(store.paths.views, 'lmc', 'notes.txt'))).toBe(true)
})

eachWorld('a sample goes with its files and takes nothing else along', async ({ world, store, ann }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  const pulsars = await world.addSample(ann, 'pulsars', [lmc])
  const folder = store.paths.sample(pulsars)
  mkdirSync(folder)
  writeFileSync(join(folder, 'sources.parquet'), 'sources')
  writeFileSync(join(folder, 'measurements.parquet'), 'measurements')
  const entryId = await trash(ann, pulsars)
  const before = allFiles(store)
  expect((await planOf(world, { act: 'purge', entryIds: [entryId] })).goes).toMatchObject({
    bytes: 19,
    counts: { samples: 1, files: 2, runs: 0 },
  })
  await purge(world, ann, entryId)
  const gone = missing(before, allFiles(store))
  expect(gone).toEqual(['', 'measurements.parquet', 'sources.parquet'].map((name) => `objects/samples/${pulsars}/${name}`))
  expect(await store.catalogue.selectFrom('sampleOrigins').selectAll().execute()).toEqual([])
})
