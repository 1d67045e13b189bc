import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { clearRuns } from '../../src/app/trash/clearRuns.ts'
import { findEntry } from '../../src/app/trash/findEntry.ts'
import { keepParquet } from '../../src/app/trash/keepParquet.ts'
import { listTrash } from '../../src/app/trash/listTrash.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { restoreFromTrash } from '../../src/app/trash/restoreFromTrash.ts'
import { showPlan } from '../../src/app/trash/showPlan.ts'
import { findItem } from '../../src/app/items/findItem.ts'
import type { Halley } from '../../src/app/halley.ts'
import { findRun } from '../../src/store/catalogue/runs.ts'
import type { Store } from '../../src/store/store.ts'
import { allFiles, allRows, missing } from './everything.ts'
import { purge, trash } from './phases.ts'
import { dayMs, eachWorld, faultOf, valueOf } from './world.ts'

const plainly = { companionIds: [], cancel: false, reason: '' }
const asItWas = { intoProjectId: null, newName: null }

async function restore(by: Halley, name: string, request: Partial<typeof asItWas> | { newName: string } = {}) {
  const target = valueOf(await findEntry(by, { kind: null, name }))
  return restoreFromTrash(by, target, { ...asItWas, ...request })
}

/** What a user of the store can see of it but counts of changes and history. */
async function observable(store: Store): Promise<string[]> {
  const rows = (await allRows(store)).filter((row) => !/^(audit|notices|operations) /.test(row))
  const plain = rows.map((row) => row.replace(/,"(revision|updated_at)":("[^"]*"|\d+)/g, ''))
  return [...plain, ...[...allFiles(store)].map(([name, { hash }]) => `${name} ${hash}`)]
}

eachWorld('what goes to Trash and comes back is as it was, its directory too', async ({ world, store, ann }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a', 'b'])
  const before = await observable(store)
  const view = join(store.paths.views, 'lmc')
  valueOf(await moveToTrash(ann, { ...plainly, itemIds: [lmc] }))
  expect(existsSync(view)).toBe(false)
  expect(valueOf(await restore(ann, 'lmc'))).toMatchObject({ words: 'run lmc', name: 'lmc', projectName: 'Runs of ann' })
  expect(await observable(store)).toEqual(before)
  expect(readdirSync(view).toSorted()).toEqual(['associations.parquet', 'config.yaml', 'sources.parquet'])
})

eachWorld(
  'a selection goes whole or not at all, and what is in a project of it goes with the project',
  async ({ world, store, ann, bea }) => {
    const survey = await world.addProject(ann, 'survey', new Map([[bea.user.id, 'editor']]))
    const inside = await world.addRun(ann, 'inside', survey)
    const other = await world.addRun(ann, 'other')
    const theirs = await world.addRun(bea, 'theirs', survey)
    const before = await observable(store)
    expect(faultOf(await moveToTrash(bea, { ...plainly, itemIds: [theirs, inside] }))).toBe('right.denied')
    expect(await observable(store)).toEqual(before)
    const entries = valueOf(await moveToTrash(ann, { ...plainly, itemIds: [inside, survey, other] }))
    expect(entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['project survey', 'run other'])
    expect(readdirSync(store.paths.views)).toEqual(['images'])
    // One row hides all that is in a project: its runs are untouched.
    expect(await findRun(store.catalogue, inside)).toMatchObject({ place: 'live', revision: 0 })
    valueOf(await restore(ann, 'survey'))
    expect(readdirSync(store.paths.views).toSorted()).toEqual(['images', 'inside', 'theirs'])
  },
)

eachWorld('a busy run is refused, or cancelled first', async ({ world, store, ann }) => {
  const lmc = await world.addRun(ann, 'lmc')
  const operationId = await world.queue(ann, lmc)
  expect(faultOf(await moveToTrash(ann, { ...plainly, itemIds: [lmc] }))).toBe('run.busy')
  valueOf(await moveToTrash(ann, { ...plainly, itemIds: [lmc], cancel: true }))
  expect(await store.catalogue.selectFrom('operations').select('state').where('id', '=', operationId).execute()).toEqual([
    { state: 'cancelled' },
  ])
  expect(await findRun(store.catalogue, lmc)).toMatchObject({ place: 'trashed', work: 'cancelled' })
})

eachWorld('companions go along only when asked, and come back with the run', async ({ world, ann, bea }) => {
  const lmc = await world.addRun(ann, 'lmc')
  const mine = await world.addSample(ann, 'pulsars', [lmc])
  await world.addSample(bea, 'flares', [lmc])
  const shown = valueOf(await showPlan(ann, { act: 'trash', itemIds: [lmc], companionIds: [] }))
  expect(shown.companions.map(({ name }) => name)).toEqual(['pulsars'])
  expect(shown.plan.stays.madeFrom).toMatchObject({ seen: [{ name: 'pulsars' }], restricted: 1 })
  const [entry] = valueOf(await moveToTrash(ann, { ...plainly, itemIds: [lmc], companionIds: [mine] }))
  expect(entry?.companions).toEqual([{ kind: 'sample', name: 'pulsars' }])
  expect(faultOf(await findEntry(ann, { kind: 'sample', name: 'pulsars' }))).toBe('trash.swept')
  valueOf(await restore(ann, 'lmc'))
  expect(valueOf(await findItem(ann, 'sample', 'pulsars')).id).toBe(mine)
})

eachWorld('a name that was taken meanwhile is asked for, and a free one proposed', async ({ world, store, ann }) => {
  const old = await world.addRun(ann, 'lmc')
  const entryId = await trash(ann, old)
  await world.addRun(ann, 'lmc')
  const clash = await restore(ann, entryId)
  expect(clash).toMatchObject({ fault: { code: 'name.taken', data: { proposedName: 'lmc-restored-2026-11-20' } } })
  expect(valueOf(await restore(ann, entryId, { newName: 'lmc-restored-2026-11-20' })).name).toBe('lmc-restored-2026-11-20')
  expect(readdirSync(store.paths.views).toSorted()).toEqual(['images', 'lmc', 'lmc-restored-2026-11-20'])
})

eachWorld('who has something in a project in Trash takes it out, into their own', async ({ world, store, ann, bea }) => {
  const survey = await world.addProject(ann, 'survey', new Map([[bea.user.id, 'editor']]))
  const theirs = await world.addRun(bea, 'theirs', survey)
  await trash(ann, survey)
  expect(existsSync(join(store.paths.views, 'theirs'))).toBe(false)
  expect(valueOf(await restore(bea, 'theirs'))).toMatchObject({ id: theirs, projectName: 'Runs of bea' })
  expect(existsSync(join(store.paths.views, 'theirs'))).toBe(true)
  await purge(world, ann, valueOf(await listTrash(ann, { all: false }))[0]?.entryId ?? '')
  expect(await findRun(store.catalogue, theirs)).toMatchObject({ place: 'live' })
})

eachWorld(
  'the list has what one controls, with its day, its size and what it frees; administrators have all',
  async ({ world, ann, bea, ada }) => {
    const lmc = await world.addRun(ann, 'lmc')
    await world.publish(ann, lmc, ['a', 'b'])
    const smc = await world.addRun(bea, 'smc')
    await world.publish(bea, smc, ['b'])
    const [mine, theirs] = [await trash(ann, lmc), await trash(bea, smc)]
    world.nowMs += 3 * dayMs
    const [entry, ...others] = valueOf(await listTrash(ann, { all: false }))
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      kind: 'run',
      name: 'lmc',
      owner: 'ann',
      by: 'ann',
      projectName: 'Runs of ann',
      isMine: true,
      daysLeft: 27,
    })
    const plan = valueOf(await showPlan(ann, { act: 'purge', entryIds: [mine] }))
    expect(entry?.freesBytes).toBe(plan.plan.goes.bytes)
    expect(entry?.bytes).toBeGreaterThan(plan.plan.goes.bytes)
    expect(faultOf(await listTrash(ann, { all: true }))).toBe('right.denied')
    expect(
      valueOf(await listTrash(ada, { all: true }))
        .map(({ entryId }) => entryId)
        .toSorted(),
    ).toEqual([mine, theirs].toSorted())
    // With the one purged, the other holds the image that they shared alone.
    await purge(world, ann, mine)
    const [left] = valueOf(await listTrash(bea, { all: false }))
    expect(left?.freesBytes).toBe(left?.bytes)
  },
)

eachWorld('clearing keeps configuration and logs, and can be undone', async ({ world, store, ann }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  await world.publish(ann, lmc, ['a', 'b'])
  const before = await observable(store)
  const [kept = ''] = valueOf(await keepParquet(ann, [lmc]))
  expect(readdirSync(kept).toSorted()).toEqual(['associations.parquet', 'sources.parquet'])
  const [cleared] = valueOf(await clearRuns(ann, { runIds: [lmc], reason: '' }))
  expect(cleared).toMatchObject({ versions: [1, 2] })
  expect(await findRun(store.catalogue, lmc)).toMatchObject({ work: 'initialised', headVersion: null })
  expect(readdirSync(join(store.paths.views, 'lmc')).toSorted()).toEqual(['config.yaml', 'kept'])
  valueOf(await restore(ann, cleared?.entryId ?? ''))
  expect(missing(before, await observable(store))).toEqual([])
  expect(missing(await observable(store), before).every((name) => name.startsWith('runs/lmc/kept'))).toBe(true)
  writeFileSync(join(kept, 'mine.txt'), "kept tables are the user's")
})

eachWorld('what one may not touch is denied, or not found, and changes nothing', async ({ world, store, ann, bea, ada }) => {
  const lmc = await world.addRun(ann, 'lmc')
  const before = await observable(store)
  expect(faultOf(await moveToTrash(bea, { ...plainly, itemIds: [lmc] }))).toBe('item.notFound')
  expect(faultOf(await moveToTrash(ada, { ...plainly, itemIds: [lmc] }))).toBe('right.reason')
  expect(faultOf(await showPlan(bea, { act: 'trash', itemIds: [lmc], companionIds: [] }))).toBe('item.notFound')
  expect(await observable(store)).toEqual(before)
  const entryId = await trash(ada, lmc)
  expect(faultOf(await findEntry(bea, { kind: null, name: entryId }))).toBe('item.notFound')
  const notices = await store.catalogue.selectFrom('notices').select(['userId', 'words']).execute()
  expect(notices).toEqual([{ userId: ann.user.id, words: 'Run lmc was moved to Trash by an administrator. Reason: because' }])
})
