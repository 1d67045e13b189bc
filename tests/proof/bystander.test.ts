// Whatever is done to one thing, everything else stays as it was, to the bit: every row of every table, every file.
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Halley } from '../../src/app/halley.ts'
import { leaveItem } from '../../src/app/items/leaveItem.ts'
import { moveItems } from '../../src/app/items/moveItems.ts'
import { renameItem } from '../../src/app/items/renameItem.ts'
import { shareItem, transferItem, unshareItem } from '../../src/app/items/shareItem.ts'
import { addHold, releaseHolds } from '../../src/app/trash/holds.ts'
import { clearRuns } from '../../src/app/trash/clearRuns.ts'
import type { Result } from '../../src/fault/fault.ts'
import type { PlannedAct } from '../../src/store/purge/drawPlan.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { planOf } from '../trash/phases.ts'
import { valueOf } from '../trash/world.ts'
import { acts, processExample, purgeEntry, restoreEntry } from './acts.ts'
import { allowanceOfPurge, snapshotOf, trespasses, type Allowance, type Row, type Snapshot } from './bystanders.ts'
import { makeProofWorld, type ProofWorld } from './proofWorld.ts'

const settled = ['revision', 'updatedAt']
const whereabouts = ['place', 'entryId', ...settled]
const shown = ['work', 'headVersion', 'lastVersion', 'lastSourceId', 'operationId', ...settled]

function always(): boolean {
  return true
}

function is(column: string, id: string) {
  return (row: Row) => row[column] === id
}

/** A world with a witness of all of it. */
class Court {
  readonly scene: ProofWorld
  private last: Snapshot

  private constructor(scene: ProofWorld, last: Snapshot) {
    this.scene = scene
    this.last = last
  }

  static async open(scene: ProofWorld): Promise<Court> {
    return new Court(scene, await snapshotOf(scene.world.store))
  }

  get seen(): Snapshot {
    return this.last
  }

  id(name: string): string {
    return this.scene.ids[name] ?? ''
  }

  /** Does something, and looks whether it has touched anything but what it may. */
  async try(words: string, allowance: Allowance, act: () => Promise<Result<unknown>>): Promise<void> {
    valueOf(await act())
    const now = await snapshotOf(this.scene.world.store)
    expect(trespasses(this.last, now, allowance), words).toEqual([])
    expect(trespasses(this.last, now, {}), `${words} does something`).not.toEqual([])
    this.last = now
  }

  /** Purges what a plan names. */
  async purge(words: string, act: PlannedAct, work: () => Promise<Result<unknown>>): Promise<void> {
    const { entryIds, goes } = await planOf(this.scene.world, act)
    const ids = { itemIds: goes.items.map(({ id }) => id), imageIds: goes.images.map(({ id }) => id) }
    await this.try(words, allowanceOfPurge(this.last, { entryIds, resultIds: goes.resultIds, ...ids }), work)
  }
}

function trashed(id: string, name: string, ...swept: readonly string[]): Allowance {
  const isOne = (row: Row) => row['id'] === id
  return {
    changes: { runs: [isOne, whereabouts], samples: [(row) => swept.includes(String(row['id'])), whereabouts] },
    comes: { trashEntries: is('rootId', id), trashSwept: (row) => swept.includes(String(row['itemId'])) },
    files: [`runs/${name}/`],
  }
}

function broughtBack(id: string, name: string, swept: readonly string[] = []): Allowance {
  return {
    ...trashed(id, name, ...swept),
    comes: {},
    goes: { trashEntries: is('rootId', id), trashSwept: (row) => swept.includes(String(row['itemId'])) },
  }
}

function processed(court: Court, name: string): Allowance {
  const id = court.id(name)
  const known = new Set(court.seen.tables.get('images')?.keys())
  const isNewImage = (row: Row) => !known.has(String(row['imageId'] ?? row['id']))
  return {
    changes: { runs: [is('id', id), shown] },
    comes: {
      images: isNewImage,
      imageFiles: isNewImage,
      results: is('runId', id),
      versions: is('runId', id),
      resultImages: always,
      resultFiles: always,
    },
    files: [`objects/runs/${id}/`, `runs/${name}/`, 'runs/images/j_fits/'],
    newFiles: ['objects/images/'],
  }
}

function changedRun(id: string, columns: readonly string[], ...names: readonly string[]): Allowance {
  return { changes: { runs: [is('id', id), [...columns, ...settled]] }, files: names.map((name) => `runs/${name}/`) }
}

async function restoring(court: Court): Promise<void> {
  const { ann } = court.scene
  const lmc = court.id('lmc')
  const files = [`objects/runs/${lmc}/config`, `objects/runs/${lmc}/logs/`, 'runs/lmc/']
  const allowance = { changes: { runs: [is('id', lmc), shown] }, comes: { versions: is('runId', lmc) }, files } as const
  await court.try('restore to a version', allowance, () => acts.revert(ann))
}

eachStore('processing, adding images and restoring a version of one run leave all other runs as they were', async (store) => {
  const court = await Court.open(await makeProofWorld(store))
  const { ann } = court.scene
  await court.try('process', processed(court, 'fresh'), () => acts.process(ann))
  await court.try('add images', processed(court, 'lmc'), () => acts.addImages(ann))
  await restoring(court)
  await court.try('add images again', processed(court, 'lmc'), () => processExample(ann, 'lmc', ['a', 'b', 'i']))
})

eachStore('restoring a run leaves the sources and associations of every other run, which the VAST Pipeline removed', async (store) => {
  const court = await Court.open(await makeProofWorld(store))
  const others = [...court.seen.files].filter(
    ([path]) => /(sources|associations)\.parquet$/.test(path) && ![court.id('lmc'), 'runs/lmc/'].some((its) => path.includes(its)),
  )
  expect(others.length).toBeGreaterThan(10)
  await restoring(court)
  const files = court.seen.files
  for (const [path, { hash }] of others) expect(files.get(path)?.hash, path).toBe(hash)
})

eachStore('what goes to Trash and comes back changes nothing else, and is itself as it was', async (store) => {
  const court = await Court.open(await makeProofWorld(store))
  const { ann } = court.scene
  const first = court.seen
  const [lmc, pulsars] = [court.id('lmc'), court.id('pulsars')]
  await court.try('trash', trashed(lmc, 'lmc', pulsars), () => acts.trash(ann))
  await court.try('restore', broughtBack(lmc, 'lmc', [pulsars]), () => restoreEntry(ann, 'lmc'))
  const counters = { runs: [is('id', lmc), settled], samples: [is('id', pulsars), settled] } as const
  expect(trespasses(first, court.seen, { changes: counters })).toEqual([])
})

eachStore('what is cleared, pruned, renamed, moved, shared, held, left and given away is that alone', async (store) => {
  const court = await Court.open(await makeProofWorld(store))
  const { ann, bea, ids } = court.scene
  const { lmc = '', survey = '', shared = '', smc = '' } = ids
  const of = (name: string) => ({ kind: 'run' as const, id: court.id(name), name })
  await court.try('rename', changedRun(lmc, ['name'], 'lmc', 'renamed'), () => renameItem(ann, of('lmc'), 'renamed'))
  await court.try('rename back', changedRun(lmc, ['name'], 'lmc', 'renamed'), () =>
    renameItem(ann, { ...of('lmc'), name: 'renamed' }, 'lmc'),
  )
  await court.try('move', changedRun(lmc, ['projectId']), () => moveItems(ann, [of('lmc')], survey))
  await court.try('share', { ...changedRun(shared, []), comes: { shares: is('itemId', shared) } }, () =>
    shareItem(ann, shared, 'bea', 'viewer'),
  )
  await court.try('unshare', { ...changedRun(shared, []), goes: { shares: is('itemId', shared) } }, () => unshareItem(ann, shared, 'bea'))
  await court.try('leave', { ...changedRun(smc, []), goes: { shares: is('itemId', smc) } }, () => leaveItem(ann, smc))
  await court.try('hold', { comes: { holds: is('itemId', lmc) } }, () => addHold(ann, { itemId: lmc, version: null, reason: 'mine' }))
  await court.try('release', { goes: { holds: is('itemId', lmc) } }, () => releaseHolds(ann, { kind: 'run', name: 'lmc' }))
  await court.try('transfer', changedRun(shared, ['ownerId']), () => transferItem(ann, shared, 'bea'))
  const versions = { versions: [(row: Row) => row['runId'] === lmc && row['number'] === 1, ['place', 'entryId']] } as const
  const pruned = { changes: { ...changedRun(lmc, ['keepVersions']).changes, ...versions }, comes: { trashEntries: is('rootId', lmc) } }
  await court.try('prune', pruned, () => acts.prune(ann))
  const all = { versions: [is('runId', smc), ['place', 'entryId']], runs: [is('id', smc), shown] } as const
  const cleared = { changes: all, comes: { trashEntries: is('rootId', smc) }, files: ['runs/smc/'] }
  await court.try('clear', cleared, () => clearRuns(bea, { runIds: [smc], reason: '' }))
})

async function entryOf(halley: Halley, rootId: string): Promise<string> {
  const row = await halley.store.catalogue.selectFrom('trashEntries').select('id').where('rootId', '=', rootId).executeTakeFirstOrThrow()
  return row.id
}

eachStore('a purge takes what its plan names and what hangs on that, every bit of it and nothing else', async (store) => {
  const court = await Court.open(await makeProofWorld(store))
  const { ann } = court.scene
  const old = { act: 'purge', entryIds: [await entryOf(ann, court.id('old'))] } as const
  await court.purge('purge', old, () => purgeEntry(ann, 'old'))
  await court.try('trash', trashed(court.id('lmc'), 'lmc', court.id('pulsars')), () => acts.trash(ann))
  await court.purge('empty', { act: 'empty', ownerId: ann.user.id }, () => acts.empty(ann))
})

eachStore('a run whose name another has by now is purged, and the other stays as it is', async (store) => {
  const court = await Court.open(await makeProofWorld(store))
  const { ann, bea, world } = court.scene
  const namesake = await world.addRun(bea, 'old')
  await world.publish(bea, namesake, ['b', 'k'])
  const again = await Court.open(court.scene)
  await again.purge('purge', { act: 'purge', entryIds: [await entryOf(ann, court.id('old'))] }, () => purgeEntry(ann, 'old'))
})

eachStore('deleting a run leaves comments on what else has its number, and the words of tags, unlike the VAST Pipeline', async (store) => {
  const court = await Court.open(await makeProofWorld(store))
  const { ann, bea } = court.scene
  const count = (table: string, which: (row: Row) => boolean) => [...(court.seen.tables.get(table)?.values() ?? [])].filter(which).length
  const anchorsOf = (name: string) => [...(court.seen.tables.get('sourceAnchors')?.values() ?? [])].filter(is('runId', court.id(name)))
  // Sources of different runs have the same numbers, and comments hang on them.
  expect(anchorsOf('old').map(({ sourceId }) => sourceId)).toEqual(anchorsOf('smc').map(({ sourceId }) => sourceId))
  const remarksOn = (name: string) => {
    const anchors = new Set(anchorsOf(name).map(({ id }) => id))
    return ['comments', 'favourites', 'tagLinks'].map((table) =>
      count(table, (row) => row['runId'] === court.id(name) || anchors.has(row['sourceAnchorId'])),
    )
  }
  const [ofSmc, words, images] = [remarksOn('smc'), count('tags', () => true), count('comments', ({ imageId }) => imageId !== null)]
  const old = { act: 'purge', entryIds: [await entryOf(ann, court.id('old'))] } as const
  const gone = (await planOf(court.scene.world, old)).goes.images.length
  await court.purge('purge', old, () => purgeEntry(ann, 'old'))
  expect([remarksOn('old'), remarksOn('smc'), count('tags', () => true)]).toEqual([[0, 0, 0], ofSmc, words])
  expect(count('comments', ({ imageId }) => imageId !== null)).toBe(images - gone * [ann, bea].length)
})

eachStore('the witness of all this sees a tag, a comment and a byte that change', async (store) => {
  const court = await Court.open(await makeProofWorld(store))
  const { catalogue, paths } = store
  const tag = await catalogue.selectFrom('tagLinks').select('id').limit(1).executeTakeFirstOrThrow()
  await catalogue.deleteFrom('tagLinks').where('id', '=', tag.id).execute()
  await catalogue.updateTable('tags').set({ name: 'other' }).where('name', '=', 'flare').execute()
  const comment = await catalogue.selectFrom('comments').select('id').limit(1).executeTakeFirstOrThrow()
  await catalogue.updateTable('comments').set({ text: 'even' }).where('id', '=', comment.id).execute()
  const file = join(paths.sample(court.id('flares')), 'sources.parquet')
  chmodSync(file, 0o640)
  writeFileSync(file, 'other sources')
  const found = trespasses(court.seen, await snapshotOf(store), {})
  expect(
    found
      .map((words) =>
        words
          .split(' ', 2)
          .join(' ')
          .replace(/ objects.*/, ''),
      )
      .toSorted(),
  ).toEqual(['comments changed', 'file', 'tagLinks lost', 'tags changed'])
})
