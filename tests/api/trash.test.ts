// Trash over HTTP: what is shown is what is done, once, to what one may do it to.
import { renameSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Halley } from '../../src/app/halley.ts'
import { shareItem } from '../../src/app/items/shareItem.ts'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import type { Store } from '../../src/store/store.ts'
import { allFiles, allRows, missing } from '../trash/everything.ts'
import { eachWorld, valueOf, type World } from '../trash/world.ts'
import { askingAs, type Asking } from './asking.ts'
import { listen } from './listening.ts'

interface Scene {
  readonly world: World
  readonly store: Store
  readonly ann: Halley
  readonly bea: Halley
  readonly asAnn: Asking
  readonly asBea: Asking
  readonly asAda: Asking
  /** Removes the files of what was deleted. */
  readonly work: () => Promise<void>
}

/** Tests a law over HTTP on each catalogue, with Ann, Bea and Ada who administers. */
function eachServed(law: string, body: (scene: Scene) => Promise<void>): void {
  eachWorld(law, async ({ world, store, ann, bea, ada }) => {
    const server = await listen(ada)
    const work = async () => {
      const signal = AbortSignal.timeout(60_000)
      valueOf(await runWorker(ada, { once: true, pollMs: 10, queues: ['purge'], signal, tell: () => {} }))
    }
    try {
      const [asAnn, asBea, asAda] = [await askingAs(server, ann), await askingAs(server, bea), await askingAs(server, ada)]
      await body({ world, store, ann, bea, asAnn, asBea, asAda, work })
    } finally {
      await server.close()
    }
  })
}

/** What of everything tells the same thing before and after; the history and revisions count what was done. */
async function contentOf(store: Store): Promise<readonly string[]> {
  const rows = (await allRows(store)).filter((row) => !/^(audit|sessions|notices) /.test(row))
  const files = [...allFiles(store)].map(([name, { hash }]) => `${name} ${hash}`)
  return [...rows.map((row) => row.replaceAll(/"(revision|updated_?[aA]t)":[^,}]*/g, '')), ...files]
}

async function planned(asks: Asking, ...itemIds: string[]) {
  const { shown } = (await asks('planTrash', { body: { itemIds } })).value()
  if (!shown) throw new Error('nothing of it can go')
  return shown
}

async function trashed(asks: Asking, itemId: string): Promise<string> {
  const { entries } = (await asks('moveToTrash', { body: { itemIds: [itemId] } })).value()
  return entries[0]?.entryId ?? ''
}

/** What an item is doing, or where it is, as a screen says it. */
async function wordsOf(asks: Asking, item: string): Promise<string> {
  return (await asks('showItem', { params: { item } })).value().words
}

eachServed('what a plan shows is what is deleted, and nothing else changes', async ({ world, store, ann, asAnn, asBea, work }) => {
  const [lmc, smc] = [await world.addRun(ann, 'lmc'), await world.addRun(ann, 'smc')]
  await world.publish(ann, lmc, ['only lmc', 'both'])
  await world.publish(ann, smc, ['both'])
  const before = allFiles(store)
  const shown = await planned(asAnn, lmc)
  expect(shown.plan.stays.images.map(({ name, because }) => [name, because.seen])).toEqual([
    ['both.fits', [{ kind: 'run', runId: smc, versions: [1] }]],
  ])
  const begun = await asAnn('deletePermanently', { body: { itemIds: [lmc], planHash: shown.hash } })
  expect(begun.status).toBe(202)
  const { purgeId } = begun.value()
  expect((await asAnn('showPurge', { params: { purge: purgeId } })).value()).toMatchObject({ isDone: false, isWaiting: true, fault: null })
  await work()
  expect((await asAnn('showPurge', { params: { purge: purgeId } })).value()).toMatchObject({ isDone: true, bytes: shown.plan.goes.bytes })
  expect((await asBea('showPurge', { params: { purge: purgeId } })).status).toBe(404)
  const gone = missing(before, allFiles(store))
  expect(gone.reduce((sum, name) => sum + (before.get(name)?.bytes ?? 0), 0)).toBe(shown.plan.goes.bytes)
  expect(gone.filter((name) => name.includes(smc))).toEqual([])
  expect(await wordsOf(asAnn, smc)).toBe('Completed')
})

eachServed('what was deleted is gone for ever, and its tombstone has its configuration', async ({ world, ann, asAnn, asBea, work }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  const { hash } = await planned(asAnn, lmc)
  await asAnn('deletePermanently', { body: { itemIds: [lmc], planHash: hash, reason: 'a mistake' } })
  await work()
  expect((await asAnn('showRun', { params: { run: lmc } })).status).toBe(410)
  expect((await asAnn('moveToTrash', { body: { itemIds: [lmc] } })).status).toBe(410)
  expect((await asAnn('listDeleted', { query: { q: 'LM' } })).value()).toMatchObject({
    total: 1,
    deleted: [{ id: lmc, kind: 'run', name: 'lmc', owner: 'ann', by: 'ann', reason: 'a mistake', hasConfiguration: true }],
  })
  expect((await asAnn('listDeleted', { query: { q: 'other' } })).value().total).toBe(0)
  const left = (await asAnn('showDeleted', { params: { id: lmc } })).value()
  expect(left.configuration).toBe('run: lmc\n')
  expect(left.hashes).toHaveLength(1)
  expect((await asBea('listDeleted')).value().total).toBe(0)
  expect((await asBea('showDeleted', { params: { id: lmc } })).status).toBe(404)
})

eachServed('a plan that is not that of the world any more is refused with the new one, and nothing happens', async (scene) => {
  const { world, store, ann, asAnn } = scene
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  const old = await planned(asAnn, lmc)
  await world.publish(ann, lmc, ['a', 'b'])
  const before = await contentOf(store)
  const refused = await asAnn('deletePermanently', { body: { itemIds: [lmc], planHash: old.hash } })
  expect(refused.status).toBe(409)
  expect(refused.fault()).toMatchObject({ code: 'plan.changed', data: { plan: { goes: { counts: { versions: 2 } } } } })
  expect(await contentOf(store)).toEqual(before)
  const now = await planned(asAnn, lmc)
  expect(refused.fault().data['planHash']).toBe(now.hash)
  expect((await asAnn('deletePermanently', { body: { itemIds: [lmc], planHash: now.hash } })).status).toBe(202)
})

eachServed('Undo brings back exactly what was moved', async ({ world, store, ann, asAnn }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  const flares = await world.addSample(ann, 'flares', [lmc])
  const before = await contentOf(store)
  const preview = (await asAnn('planTrash', { body: { itemIds: [lmc] } })).value()
  expect(preview.shown?.companions).toMatchObject([{ id: flares, kind: 'sample' }])
  const moved = await asAnn('moveToTrash', { body: { itemIds: [lmc], companionIds: [flares] } })
  expect(moved.status).toBe(201)
  expect((await asAnn('countTrash')).value()).toEqual({ count: 1 })
  expect(await wordsOf(asAnn, lmc)).toBe('In trash')
  const orders = moved.value().entries.map(({ entryId }) => ({ id: entryId }))
  const { restored, refused } = (await asAnn('restoreFromTrash', { body: { orders } })).value()
  expect([restored.map(({ id }) => id), refused]).toEqual([[lmc], []])
  expect(await contentOf(store)).toEqual(before)
})

eachServed("another's is not found, what one may read is denied and can be left", async ({ world, store, ann, bea, asAnn, asBea }) => {
  const lmc = await world.addRun(ann, 'lmc')
  const before = await contentOf(store)
  const unseen = (await asBea('planTrash', { body: { itemIds: [lmc] } })).value()
  expect(unseen).toMatchObject({ shown: null, going: [], leaving: [], refused: [{ id: lmc, kind: null, name: null }] })
  expect(JSON.stringify(unseen)).not.toContain('lmc')
  const body = { itemIds: [lmc], planHash: 'x' }
  expect((await asBea('moveToTrash', { body: { itemIds: [lmc] } })).status).toBe(404)
  expect((await asBea('deletePermanently', { body })).status).toBe(404)
  expect(await contentOf(store)).toEqual(before)
  valueOf(await shareItem(ann, lmc, 'bea', 'viewer'))
  const own = await world.addRun(bea, 'own')
  const mixed = (await asBea('planTrash', { body: { itemIds: [own, lmc] } })).value()
  expect(mixed.going.map(({ id }) => id)).toEqual([own])
  expect(mixed.leaving).toMatchObject([{ id: lmc, owner: 'ann', leave: { id: lmc, isItsProject: false } }])
  expect((await asBea('moveToTrash', { body: { itemIds: [lmc] } })).fault().code).toBe('right.denied')
  expect((await asBea('planLeave', { params: { item: lmc } })).value().leave.id).toBe(lmc)
  expect((await asBea('leaveItem', { params: { item: lmc } })).value()).toEqual({ kind: 'run', name: 'lmc', canStillRead: false })
  expect((await asBea('showRun', { params: { run: lmc } })).status).toBe(404)
  expect(await wordsOf(asAnn, lmc)).toBe('Initialised')
  const entryId = await trashed(asAnn, lmc)
  expect((await asBea('planPurge', { body: { entryIds: [entryId] } })).status).toBe(404)
  expect((await asBea('restoreEntry', { params: { entry: entryId }, body: {} })).status).toBe(404)
  expect((await asBea('purgeEntries', { body: { entryIds: [entryId], planHash: 'x' } })).status).toBe(404)
})

eachServed('Empty Trash takes exactly what was listed, and skips and names what is held', async ({ world, ann, asAnn, work }) => {
  const ids = await Promise.all(['one', 'two', 'held', 'late'].map((name) => world.addRun(ann, name)))
  const [one = '', two = '', held = '', late = ''] = ids
  for (const id of [one, two, held]) await trashed(asAnn, id)
  const { holdId } = (await asAnn('addHold', { body: { itemId: held, reason: 'in the paper' } })).value()
  const listed = (await asAnn('planEmpty', { body: {} })).value()
  expect(listed.plan.skipped).toMatchObject([{ item: { name: 'held' }, because: ['hold on run held by ann: in the paper'] }])
  const lateEntry = await trashed(asAnn, late)
  expect((await asAnn('emptyTrash', { body: { planHash: listed.hash } })).fault().code).toBe('plan.changed')
  await asAnn('restoreEntry', { params: { entry: lateEntry }, body: {} })
  expect((await asAnn('emptyTrash', { body: { planHash: listed.hash } })).status).toBe(202)
  await work()
  expect((await asAnn('listTrash')).value().entries.map(({ name }) => name)).toEqual(['held'])
  expect(await wordsOf(asAnn, late)).toBe('Initialised')
  expect((await asAnn('listDeleted')).value().deleted.map(({ name }) => name)).toEqual(['one', 'two'])
  expect((await asAnn('emptyTrash', { body: { planHash: (await asAnn('planEmpty', { body: {} })).value().hash } })).status).toBe(409)
  expect((await asAnn('listHolds', { query: { item: held } })).value().holds).toMatchObject([
    { holdId, reason: 'in the paper', mayLift: true },
  ])
  await asAnn('liftHold', { params: { hold: holdId } })
  expect((await asAnn('planEmpty', { body: {} })).value().plan.entryIds).toHaveLength(1)
})

eachServed("emptying another's Trash is for administrators, needs a reason, and tells the owner", async (scene) => {
  const { world, store, ann, asAnn, asBea, asAda } = scene
  const lmc = await world.addRun(ann, 'lmc')
  await trashed(asAnn, lmc)
  expect((await asBea('listTrash', { query: { owner: 'ann' } })).status).toBe(403)
  expect((await asBea('planEmpty', { body: { owner: 'ann' } })).status).toBe(403)
  const { entries } = (await asAda('listTrash', { query: { owner: 'ann' } })).value()
  expect(entries).toMatchObject([{ name: 'lmc', isMine: false, isOwnerTold: true }])
  expect((await asAda('listTrash')).value().entries).toEqual([])
  const { hash: planHash } = (await asAda('planEmpty', { body: { owner: 'ann' } })).value()
  expect((await asBea('emptyTrash', { body: { owner: 'ann', planHash, reason: 'no' } })).status).toBe(403)
  expect((await asAda('emptyTrash', { body: { owner: 'ann', planHash } })).fault().code).toBe('right.reason')
  expect((await asAda('emptyTrash', { body: { owner: 'ann', planHash, reason: 'the disk is full' } })).status).toBe(202)
  const told = await store.catalogue.selectFrom('notices').select('words').where('userId', '=', ann.user.id).execute()
  expect(told.map(({ words }) => words).join()).toContain('the disk is full')
})

eachServed('asked twice, with one key or with two, it is done once', async ({ world, store, ann, asAnn }) => {
  const lmc = await world.addRun(ann, 'lmc')
  const move = { body: { itemIds: [lmc] }, key: 'move' }
  const [first, second] = await Promise.all([asAnn('moveToTrash', move), asAnn('moveToTrash', move)])
  const entryIds = [first, second].flatMap((each) => (each.status === 201 ? each.value().entries.map(({ entryId }) => entryId) : []))
  expect(new Set(entryIds).size).toBe(1)
  expect((await asAnn('moveToTrash', { body: { itemIds: [lmc] } })).status).toBe(409)
  const [entryId = ''] = entryIds
  const { hash: planHash } = (await asAnn('planPurge', { body: { entryIds: [entryId] } })).value()
  const both = await Promise.all([1, 2].map(() => asAnn('purgeEntries', { body: { entryIds: [entryId], planHash } })))
  expect(both.filter(({ status }) => status === 202)).toHaveLength(1)
  expect(both.every(({ status }) => [202, 404, 409].includes(status))).toBe(true)
  expect(await store.catalogue.selectFrom('purges').select('id').execute()).toHaveLength(1)
})

eachServed('several come back each by itself: what cannot stays, and says why and how', async ({ world, ann, asAnn }) => {
  const [lmc, smc] = [await world.addRun(ann, 'lmc'), await world.addRun(ann, 'smc')]
  const project = await world.addProject(ann, 'survey')
  const inside = await world.addRun(ann, 'inside', project)
  const entries = [await trashed(asAnn, inside), await trashed(asAnn, project), await trashed(asAnn, lmc), await trashed(asAnn, smc)]
  await world.addRun(ann, 'lmc')
  const orders = entries.map((id) => ({ id }))
  const first = (await asAnn('restoreFromTrash', { body: { orders } })).value()
  expect(first.restored.map(({ id }) => id)).toEqual([project, smc, inside])
  expect(first.refused).toMatchObject([{ entryId: entries[2], code: 'name.taken', proposedName: 'lmc-restored-2026-11-20' }])
  const again = { id: entries[2] ?? '', newName: first.refused[0]?.proposedName ?? null }
  expect((await asAnn('restoreFromTrash', { body: { orders: [again] } })).value().restored).toMatchObject([
    { id: lmc, name: again.newName },
  ])
  expect((await asAnn('countTrash')).value().count).toBe(0)
})

eachServed('where the project is gone it comes back into the own one, when that is said', async ({ world, ann, asAnn, work }) => {
  const project = await world.addProject(ann, 'survey')
  const lmc = await world.addRun(ann, 'lmc', project)
  const entry = await trashed(asAnn, lmc)
  await trashed(asAnn, project)
  expect((await asAnn('listTrash')).value().entries.find(({ id }) => id === lmc)).toMatchObject({ isProjectThere: false })
  const stays = (await asAnn('restoreFromTrash', { body: { orders: [{ id: entry }] } })).value()
  expect(stays.refused).toMatchObject([{ entryId: entry, code: 'trash.project' }])
  const back = (await asAnn('restoreFromTrash', { body: { orders: [{ id: entry, whereGone: 'own' }] } })).value()
  expect(back.restored).toMatchObject([{ id: lmc, projectName: 'Runs of ann' }])
  await work()
})

eachServed(
  'who has something in a project of another in Trash sees it there, and takes it out',
  async ({ world, ann, bea, asAnn, asBea }) => {
    const project = await world.addProject(ann, 'survey', new Map([[bea.user.id, 'editor']]))
    const mine = await world.addRun(bea, 'mine', project)
    const shown = await planned(asAnn, project)
    expect(shown.names[bea.user.id]).toBe('bea')
    await trashed(asAnn, project)
    expect((await asBea('listTrash')).value()).toMatchObject({ entries: [], hidden: [{ id: mine, projectName: 'survey', by: 'ann' }] })
    expect((await asAnn('listTrash')).value().hidden).toEqual([])
    const back = await asBea('restoreEntry', { params: { entry: mine }, body: {} })
    expect(back.value()).toMatchObject({ id: mine, projectName: 'Runs of bea' })
  },
)

eachServed(
  'a deletion that stopped says where and why, and goes on when it is asked to',
  async ({ world, store, ann, asAnn, asBea, work }) => {
    const lmc = await world.addRun(ann, 'lmc')
    const { hash } = await planned(asAnn, lmc)
    const place = join(store.paths.objects, 'runs')
    renameSync(place, `${place}.moved`)
    symlinkSync(`${place}.moved`, place)
    const { purgeId } = (await asAnn('deletePermanently', { body: { itemIds: [lmc], planHash: hash } })).value()
    await work()
    const [entry] = (await asAnn('listTrash')).value().entries
    expect(entry?.deleting).toMatchObject({ purgeId, removed: 0, fault: { code: 'removal.blocked' } })
    expect(entry?.deleting?.fault?.message).toContain(place)
    unlinkSync(place)
    renameSync(`${place}.moved`, place)
    expect((await asBea('retryPurge', { params: { purge: purgeId } })).status).toBe(404)
    const [first, second] = [
      await asAnn('retryPurge', { params: { purge: purgeId } }),
      await asAnn('retryPurge', { params: { purge: purgeId } }),
    ]
    expect([first.status, second.value()]).toEqual([202, first.value()])
    await work()
    expect((await asAnn('showPurge', { params: { purge: purgeId } })).value().isDone).toBe(true)
    expect((await asAnn('retryPurge', { params: { purge: purgeId } })).fault().code).toBe('purge.ended')
  },
)

eachServed('what is at work is refused, or cancelled and moved when that is said', async ({ world, ann, asAnn }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.queue(ann, lmc)
  expect((await asAnn('planTrash', { body: { itemIds: [lmc] } })).value().going).toMatchObject([{ busy: ['lmc'] }])
  expect((await asAnn('moveToTrash', { body: { itemIds: [lmc] } })).fault().code).toBe('run.busy')
  expect((await asAnn('moveToTrash', { body: { itemIds: [lmc], cancel: true } })).status).toBe(201)
})
