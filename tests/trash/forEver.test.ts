import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Halley } from '../../src/app/halley.ts'
import { findItem } from '../../src/app/items/findItem.ts'
import { beginTrashPurge, type PurgeOrder } from '../../src/app/purge/beginTrashPurge.ts'
import { deletePermanently } from '../../src/app/purge/deletePermanently.ts'
import { finishPurge, performPurge } from '../../src/app/purge/performPurge.ts'
import { releaseImages, releaseOf, releaseOfUnused } from '../../src/app/purge/releaseImages.ts'
import { stoppedPurges } from '../../src/app/purge/stoppedPurges.ts'
import { deletedConfiguration } from '../../src/app/runs/deletedConfiguration.ts'
import { findEntry } from '../../src/app/trash/findEntry.ts'
import { addHold, listHolds, releaseHolds } from '../../src/app/trash/holds.ts'
import { listTrash } from '../../src/app/trash/listTrash.ts'
import { restoreFromTrash } from '../../src/app/trash/restoreFromTrash.ts'
import { showPlan } from '../../src/app/trash/showPlan.ts'
import { allFiles, allRows, emptyFolders } from './everything.ts'
import { purge, trash } from './phases.ts'
import { eachWorld, faultOf, valueOf } from './world.ts'

const quietly = { signal: new AbortController().signal, onProgress: () => {} }

async function confirm(by: Halley, act: PurgeOrder['act'], reason = '') {
  const shown = valueOf(await showPlan(by, act))
  return { shown, order: { act, confirmedHash: shown.hash, reason, detach: false } }
}

eachWorld('delete permanently takes exactly what was confirmed, or nothing at all', async ({ world, store, ann, bea }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a', 'b'])
  const act = { act: 'trash', itemIds: [lmc], companionIds: [] } as const
  const shown = valueOf(await showPlan(ann, act))
  const order = { act, confirmedHash: shown.hash, cancel: false, reason: '', detach: false }
  const smc = await world.addRun(bea, 'smc')
  await world.publish(bea, smc, ['b'])
  const before = [await allRows(store), allFiles(store)]
  const changed = await deletePermanently(ann, order)
  expect(changed).toMatchObject({ fault: { code: 'plan.changed' } })
  expect([await allRows(store), allFiles(store)]).toEqual(before)
  const now = valueOf(await showPlan(ann, act))
  expect(changed.ok ? null : changed.fault.data['planHash']).toBe(now.hash)
  const begun = valueOf(await deletePermanently(ann, { ...order, confirmedHash: now.hash }))
  if (!begun?.operation) throw new Error('not begun')
  expect(valueOf(await finishPurge(ann, begun.operation, quietly)).freedBytes).toBe(now.plan.goes.bytes)
  expect((await store.catalogue.selectFrom('images').select('contentHash').execute()).map((row) => row.contentHash)).toEqual(['b'])
})

eachWorld('what is held cannot be deleted permanently, and stays where it is', async ({ world, store, ann, bea, ada }) => {
  const survey = await world.addProject(ann, 'survey', new Map([[bea.user.id, 'editor']]))
  const lmc = await world.addRun(ann, 'lmc', survey)
  await world.publish(ann, lmc, ['a'])
  await world.publish(ann, lmc, ['a', 'b'])
  const holdId = valueOf(await addHold(bea, { itemId: lmc, version: 1, reason: 'in the paper' }))
  const act = { act: 'trash', itemIds: [survey], companionIds: [] } as const
  const order = { act, confirmedHash: valueOf(await showPlan(ann, act)).hash, cancel: false, reason: '', detach: false }
  const before = await allRows(store)
  const held = await deletePermanently(ann, order)
  expect(held).toMatchObject({ fault: { code: 'trash.held', message: expect.stringContaining('by bea: in the paper') as string } })
  expect(await allRows(store)).toEqual(before)
  expect((await listHolds(ann)).map(({ name, version, by }) => ({ name, version, by }))).toEqual([{ name: 'lmc', version: 1, by: 'bea' }])
  expect(faultOf(await releaseHolds(ada, { kind: null, name: randomUUID() }))).toBe('item.notFound')
  expect(valueOf(await releaseHolds(ann, { kind: 'run', name: 'lmc' }))).toEqual([holdId])
  expect((await deletePermanently(ann, order)).ok).toBe(true)
})

eachWorld(
  'emptying takes what was listed, skips what is held, and is refused when more has come',
  async ({ world, store, ann, bea, ada }) => {
    const runs = await Promise.all(['one', 'two', 'three'].map((name) => world.addRun(ann, name)))
    const [one = '', two = '', three = ''] = runs
    const theirs = await world.addRun(bea, 'theirs')
    valueOf(await addHold(ann, { itemId: two, version: null, reason: 'referee' }))
    for (const id of [one, two]) await trash(ann, id)
    await trash(bea, theirs)
    const act = { act: 'empty', ownerId: ann.user.id } as const
    const listed = await confirm(ann, act)
    expect(listed.shown.plan.goes.items.seen.map(({ name }) => name)).toEqual(['one'])
    expect(listed.shown.plan.skipped.map(({ item, because }) => [item.name, because])).toEqual([
      ['two', ['hold on run two by ann: referee']],
    ])
    await trash(ann, three)
    expect(faultOf(await beginTrashPurge(ann, listed.order))).toBe('plan.changed')
    expect(faultOf(await showPlan(bea, act))).toBe('right.denied')
    const byAda = await confirm(ada, act)
    expect(faultOf(await beginTrashPurge(ada, byAda.order))).toBe('right.reason')
    const begun = valueOf(await beginTrashPurge(ada, { ...byAda.order, reason: 'the disk is full' }))
    if (!begun.operation) throw new Error('not claimed')
    valueOf(await finishPurge(ada, begun.operation, quietly))
    const places = await store.catalogue.selectFrom('runs').select(['name', 'place']).orderBy('name').execute()
    expect(places.map(({ name, place }) => `${name} ${place}`)).toEqual(['one purged', 'theirs trashed', 'three purged', 'two trashed'])
    const notices = await store.catalogue.selectFrom('notices').selectAll().execute()
    expect(notices.map(({ userId }) => userId)).toEqual([ann.user.id])
    expect(notices[0]?.words).toMatch(/^Run \w+ and 1 more was deleted permanently by an administrator. Reason: the disk is full$/)
  },
)

eachWorld('of a restore and a purge at once exactly one wins', async ({ world, place, ann }) => {
  const second = { ...ann, store: await place.open() }
  for (let round = 0; round < 5; round++) {
    const name = `run${round}`
    const entryId = await trash(ann, await world.addRun(ann, name))
    const target = valueOf(await findEntry(ann, { kind: 'run', name }))
    const { order } = await confirm(ann, { act: 'purge', entryIds: [entryId] })
    const [restored, purged] = await Promise.all([
      restoreFromTrash(ann, target, { intoProjectId: null, newName: null }),
      beginTrashPurge(second, { ...order, detach: true }),
    ])
    expect(restored.ok).toBe(!purged.ok)
    expect(['plan.changed', undefined]).toContain(faultOf(purged))
    const found = await findItem(ann, 'run', name)
    expect(found.ok).toBe(restored.ok)
  }
})

eachWorld('what cannot be removed stays Deleting, says why, and goes on when it can', async ({ world, store, ann }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  const entryId = await trash(ann, lmc)
  const { order } = await confirm(ann, { act: 'purge', entryIds: [entryId] })
  const begun = valueOf(await beginTrashPurge(ann, order))
  if (!begun.operation) throw new Error('not claimed')
  const marker = join(store.paths.home, 'store.json')
  const text = readFileSync(marker, 'utf8')
  writeFileSync(marker, text.replace(store.id, randomUUID()))
  expect(faultOf(await finishPurge(ann, begun.operation, quietly))).toBe('store.foreign')
  writeFileSync(marker, text)
  const [entry] = valueOf(await listTrash(ann, { all: false }))
  expect(entry?.deleting).toMatchObject({ folders: 3, removed: 0, isWaiting: true, fault: { code: 'store.foreign' } })
  expect(
    faultOf(
      await restoreFromTrash(ann, valueOf(await findEntry(ann, { kind: null, name: entryId })), { intoProjectId: null, newName: null }),
    ),
  ).toBe('item.state')
  expect(await stoppedPurges(ann)).toEqual([begun.purgeId])
  expect(valueOf(await performPurge(ann, begun.purgeId, quietly)).freedBytes).toBe(begun.plan.goes.bytes)
  expect(faultOf(await performPurge(ann, begun.purgeId, quietly))).toBe('purge.ended')
  expect(valueOf(await listTrash(ann, { all: false }))).toEqual([])
  expect([...allFiles(store).keys()]).toEqual(emptyFolders)
})

eachWorld('an image that is ingested anew while it is purged is another one', async ({ world, store, ann }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  const { order } = await confirm(ann, { act: 'purge', entryIds: [await trash(ann, lmc)] })
  const begun = valueOf(await beginTrashPurge(ann, order))
  const smc = await world.addRun(ann, 'smc')
  await world.publish(ann, smc, ['a'])
  const images = await store.catalogue.selectFrom('images').select(['id', 'place']).orderBy('place').execute()
  expect(images.map((image) => image.place)).toEqual(['live', 'purging'])
  if (!begun.operation) throw new Error('not claimed')
  valueOf(await finishPurge(ann, begun.operation, quietly))
  expect(await store.catalogue.selectFrom('images').select('id').execute()).toEqual([{ id: images[0]?.id }])
  expect(allFiles(store).has('runs/images/a_fits/measurements.parquet')).toBe(true)
})

eachWorld('a tombstone tells what there was, and its configuration makes a new run', async ({ world, store, ann, bea }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a', 'b'])
  await purge(world, ann, await trash(ann, lmc))
  const gone = await findItem(ann, 'run', 'lmc')
  expect(gone).toMatchObject({ fault: { code: 'item.gone', data: { itemId: lmc, name: 'lmc', purgedBy: ann.user.id, reason: 'because' } } })
  const tombstone = await store.catalogue.selectFrom('tombstones').selectAll().executeTakeFirstOrThrow()
  expect(JSON.parse(tombstone.counts)).toEqual({ sources: 6, versions: 1, results: 1 })
  expect(JSON.parse(tombstone.hashes)).toHaveLength(1)
  expect(valueOf(await deletedConfiguration(ann, 'lmc'))).toBe('run: lmc\n')
  expect(faultOf(await deletedConfiguration(bea, 'lmc'))).toBe('item.notFound')
})

eachWorld(
  'released images go where nothing else keeps them, and unused ones where an administrator asks',
  async ({ world, store, ann, bea, ada }) => {
    const lmc = await world.addRun(ann, 'lmc')
    await world.publish(ann, lmc, ['a', 'b', 'c'])
    const images = await store.catalogue.selectFrom('images').select(['id', 'contentHash']).execute()
    const ids = images.map(({ id }) => id)
    for (const by of [ann, bea]) {
      const actor = { kind: 'user', userId: by.user.id, isAdministrator: false, isActive: true, scopes: null } as const
      await world.do({ imageIds: ids }, { name: 'ingestImages', actor, imageIds: by === bea ? ids.slice(0, 1) : ids, holder: null })
    }
    await purge(world, ann, await trash(ann, lmc))
    expect(await store.catalogue.selectFrom('images').select('id').execute()).toHaveLength(3)
    const act = valueOf(await releaseOf(ann, '/data'))
    const shown = valueOf(await showPlan(ann, act))
    expect(shown.plan.goes.images).toHaveLength(2)
    expect(shown.plan.stays.images).toMatchObject([{ because: { seen: [], restricted: 1 } }])
    const order = { act, confirmedHash: shown.hash, detach: false }
    expect(faultOf(await releaseImages(ann, { ...order, confirmedHash: 'another' }))).toBe('plan.changed')
    const begun = valueOf(await releaseImages(ann, order))
    if (!begun?.operation) throw new Error('not begun')
    valueOf(await finishPurge(ann, begun.operation, quietly))
    expect(await store.catalogue.selectFrom('images').select('id').execute()).toEqual([{ id: shown.plan.stays.images[0]?.id }])
    expect(faultOf(await releaseOf(ann, '/data'))).toBe('image.notHeld')

    await store.catalogue.deleteFrom('imageHolders').execute()
    const unused = await releaseOfUnused(bea)
    const hash = valueOf(await showPlan(bea, unused)).hash
    expect(faultOf(await releaseImages(bea, { act: unused, confirmedHash: hash, detach: true }))).toBe('right.denied')
    const byAda = await releaseOfUnused(ada)
    const adas = { act: byAda, confirmedHash: valueOf(await showPlan(ada, byAda)).hash, detach: true }
    expect(valueOf(await releaseImages(ada, adas))).toMatchObject({ operation: null })
  },
)
