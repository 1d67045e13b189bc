import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { History } from '../../../tests/lifecycle/history.ts'
import { noSizes, Player } from '../../../tests/lifecycle/player.ts'
import { user, world } from '../../../tests/lifecycle/world.ts'
import { settledOf } from '../comeBack.ts'
import type { Run, State } from '../state.ts'
import { canonicalPlanText } from './canonicalPlanText.ts'
import type { Sizes } from './plan.ts'
import { planEmpty, planPurge } from './planPurge.ts'
import { planSeenBy } from './planSeenBy.ts'
import { offeredCompanions, planClear, planTrash, selectionRoots } from './planTrash.ts'
import { planVersionPruning } from './planVersionPruning.ts'

const images = ['i1', 'i2', 'i3', 'i4']
const sizes: Sizes = {
  results: new Map(['r1.1', 'r1.2', 'r2.3', 'r3.4'].map((id) => [id, { sources: 100, files: 8, bytes: 1000 }])),
  images: new Map(images.map((id) => [id, { name: `${id}.fits`, measurements: 50, files: 2, bytes: 10 }])),
  items: new Map(['r1', 's1', 'a1'].map((id) => [id, { files: 1, bytes: 1 }])),
  comments: [
    { itemId: 'r1', authorId: 'ann', count: 5 },
    { itemId: 'r1', authorId: 'bea', count: 2 },
    { itemId: 'r2', authorId: 'ann', count: 9 },
  ],
  foreignFiles: [{ itemId: 'r1', path: 'notes.txt' }],
}

/** r1 has v1 over i1, i2 and v2 over i1, i2, i3; r2 of bea, in ann's project, uses i2, her r3 i3; ann has ingested i4. */
function shared(): History {
  const history = new History(world())
  history.process('r1', 'ann', ['i1', 'i2', 'i4'])
  history.process('r1', 'ann', ['i1', 'i2', 'i3', 'i4'])
  history.process('r2', 'bea', ['i2'])
  history.process('r3', 'bea', ['i3'])
  history.do({ name: 'ingestImages', actor: user('ann'), imageIds: ['i4'], holder: null })
  return history
}

test('a run takes images that nothing else uses, and says who keeps the others', () => {
  const plan = planTrash(shared().state, sizes, ['r1'])
  expect(plan.goes.images).toEqual([{ id: 'i1', name: 'i1.fits' }])
  expect(plan.stays.images).toEqual([
    { id: 'i2', name: 'i2.fits', because: [{ kind: 'run', runId: 'r2', versions: [1] }] },
    { id: 'i4', name: 'i4.fits', because: [{ kind: 'ingest', userId: 'ann' }] },
    { id: 'i3', name: 'i3.fits', because: [{ kind: 'run', runId: 'r3', versions: [1] }] },
  ])
})

test('counts what goes: results once, images with their measurements, files and bytes', () => {
  const { goes } = planTrash(shared().state, sizes, ['r1'], ['s1', 'a1'])
  const counts = {
    projects: 0,
    runs: 1,
    samples: 1,
    analyses: 1,
    versions: 2,
    results: 2,
    images: 1,
    sources: 200,
    measurements: 50,
    files: 21,
  }
  expect(goes.counts).toEqual(counts)
  expect(goes.bytes).toBe(2013)
})

test('a run in the trash holds its images', () => {
  const history = shared()
  history.trash('r2', 'bea')
  const entryId = history.trash('r1', 'ann')
  const plan = planPurge(history.state, sizes, [entryId])
  expect(plan.stays.images[0]?.because).toEqual([{ kind: 'run', runId: 'r2', versions: [1] }])
})

test('an operation holds the images that it reads', () => {
  const history = shared()
  history.do({ name: 'process', actor: user('bea'), itemId: 'r3', operationId: 'op', imageIds: ['i1'] })
  const entryId = history.trash('r1', 'ann')
  const plan = planPurge(history.state, sizes, [entryId])
  expect(plan.goes.images).toEqual([])
  expect(plan.stays.images).toContainEqual({ id: 'i1', name: 'i1.fits', because: [{ kind: 'operation', runId: 'r3', operationId: 'op' }] })
})

test('a version that shares its result with a kept one frees nothing', () => {
  const history = shared()
  history.revert('r1', 'ann', 1)
  const entryId = history.trashVersions('r1', 'ann', [1])
  const plan = planPurge(history.state, sizes, [entryId])
  expect(plan.goes).toMatchObject({ resultIds: [], images: [], bytes: 0, versions: [{ runId: 'r1', numbers: [1] }] })
  expect(plan.stays.resultIds).toEqual(['r1.1'])
})

test('offers as companions what the user controls, and names what others keep', () => {
  const { state } = shared()
  expect(offeredCompanions(state, user('ann'), ['r1']).map(({ id }) => id)).toEqual(['s1', 'a1'])
  expect(offeredCompanions(state, user('bea'), ['r1']).map(({ id }) => id)).toEqual(['s2'])
  expect(planTrash(state, sizes, ['r1'], ['s1']).stays.madeFrom.map(({ id }) => id)).toEqual(['s2', 'a1'])
})

test('a selection of a project and what is in it is the project', () => {
  const { state } = shared()
  expect(selectionRoots(state, ['s1', 'lmc', 'r3', 'lmc'])).toEqual(['lmc', 'r3'])
  const plan = planTrash(state, sizes, ['s1', 'lmc'])
  expect(plan.goes.items.map(({ id }) => id)).toEqual(['lmc', 'r1', 'r2', 's1', 'a1'])
})

test('a project names what is in the trash on its own and stays there', () => {
  const history = shared()
  history.trash('s1', 'ann')
  const entryId = history.trash('lmc', 'ann')
  const plan = planPurge(history.state, sizes, [entryId])
  expect(plan.stays.trashedAlone.map(({ id }) => id)).toEqual(['s1'])
  expect(plan.goes.items.map(({ id }) => id)).toEqual(['lmc', 'r1', 'r2', 'a1'])
})

test('shows a user only what they may read, and the rest as a count', () => {
  const history = shared()
  history.do({ name: 'unshare', actor: user('bea'), itemId: 'r3', userId: 'ann' })
  const view = planSeenBy(history.state, user('ann'), planTrash(history.state, sizes, ['r1']))
  expect(view.stays.images.find(({ id }) => id === 'i3')?.because).toEqual({ seen: [], restricted: 1 })
  expect(view.stays.madeFrom).toMatchObject({ seen: [{ id: 's1' }, { id: 'a1' }], restricted: 1 })
  expect(view.goes.commentsOfOthers).toBe(2)
  expect(JSON.stringify(view)).not.toMatch(/r3|s2/)
})

test('names files that Halley did not write, of the runs that go', () => {
  const { state } = shared()
  expect(planTrash(state, sizes, ['r1']).stays.foreignFiles).toEqual([{ itemId: 'r1', path: 'notes.txt' }])
  expect(planTrash(state, sizes, ['r2']).stays.foreignFiles).toEqual([])
})

test('emptying takes what is one’s own, skips what is held, and names it', () => {
  const history = shared()
  history.trash('r2', 'bea')
  const held = history.trash('s1', 'ann')
  const free = history.trash('r1', 'ann')
  history.do({ name: 'hold', actor: user('ann'), itemId: 's1', holdId: 'h', version: null, reason: 'in the paper' })
  const plan = planEmpty(history.state, sizes, 'ann')
  expect(plan.entryIds).toEqual([free])
  expect(plan.skipped).toMatchObject([{ entryId: held, item: { id: 's1' }, because: ['hold on sample s1 by ann: in the paper'] }])
})

test('pruning keeps the head, the last n, and what is held or in use, and says why', () => {
  const history = new History(world())
  for (const image of ['i1', 'i2', 'i3', 'i1', 'i2', 'i3']) history.process('r1', 'ann', [image])
  history.revert('r1', 'ann', 1)
  history.do({ name: 'hold', actor: user('ann'), itemId: 'r1', holdId: 'h', version: 2, reason: 'in the paper' })
  const plan = planVersionPruning(history.state, noSizes, 'r1', { keepLast: 2, inUse: new Map([[4, 'export']]) })
  expect(plan.goes.versions).toEqual([{ runId: 'r1', numbers: [1, 3, 5] }])
  expect(plan.stays.versions).toEqual([
    { runId: 'r1', number: 7, reasons: ['it is shown', 'one of the last 2'] },
    { runId: 'r1', number: 6, reasons: ['one of the last 2'] },
    { runId: 'r1', number: 4, reasons: ['in use: export'] },
    { runId: 'r1', number: 2, reasons: ['hold by ann: in the paper'] },
  ])
})

test('clearing takes every live version and leaves the run', () => {
  const plan = planClear(shared().state, sizes, ['r1'])
  expect(plan.goes).toMatchObject({ items: [], versions: [{ runId: 'r1', numbers: [1, 2] }], images: [{ id: 'i1' }] })
})

test('a plan has one text, whatever order the world was loaded in, and another when the world has changed', () => {
  const history = shared()
  const entryIds = [history.trash('r2', 'bea'), history.trash('r1', 'ann')]
  const text = canonicalPlanText(planPurge(history.state, sizes, entryIds))
  expect(canonicalPlanText(planPurge(reversed(history.state), sizes, entryIds.toReversed()))).toBe(text)
  expect(text).toMatch(/^halley plan 1\n\{"act":"purge","entryIds":\[/)
  history.process('r3', 'bea', ['i1'])
  expect(canonicalPlanText(planPurge(history.state, sizes, entryIds))).not.toBe(text)
})

function flip<V>(map: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  return new Map([...map].toReversed())
}

function reversed(state: State): State {
  return { ...state, items: flip(state.items), results: flip(state.results), images: flip(state.images), entries: flip(state.entries) }
}

/** What a purge leaves behind, found by asking each image whether anything that stays uses it. */
function imagesInUse(state: State, leaving: ReadonlySet<string>): ReadonlySet<string> {
  const runs = [...state.items.values()].filter((item): item is Run => item.kind === 'run' && !leaving.has(item.id))
  const kept = runs.filter((run) => run.state.place !== 'purging').flatMap((run) => run.versions.map((version) => ({ run, version })))
  const used = kept.flatMap(({ version }) =>
    ['live', 'trashed'].includes(version.state.place) ? (state.results.get(version.resultId)?.imageIds ?? []) : [],
  )
  return new Set(used)
}

test('over random histories no plan takes an image that something else uses, and none leaves one that nothing uses', () => {
  let planned = 0
  const check = (seeds: readonly number[]) => {
    const player = new Player()
    for (const seed of seeds) player.play(seed)
    const { state } = player
    for (const run of state.items.values()) {
      if (run.kind !== 'run' || run.state.place !== 'live' || settledOf(run).head === null) continue
      planned++
      const { goes, stays } = planTrash(state, noSizes, [run.id])
      const inUse = imagesInUse(state, new Set([run.id]))
      expect(goes.images.filter(({ id }) => inUse.has(id))).toEqual([])
      const own = new Set(goes.resultIds.flatMap((id) => state.results.get(id)?.imageIds ?? []))
      expect(own.size).toBe(goes.images.length + stays.images.length)
      for (const { id, because } of stays.images) {
        const isHeld = (state.images.get(id)?.ingestedBy.length ?? 0) > 0 || because.some(({ kind }) => kind === 'operation')
        expect(inUse.has(id) || isHeld).toBe(true)
      }
    }
  }
  fc.assert(fc.property(fc.array(fc.nat({ max: 2 ** 31 - 1 }), { maxLength: 60, size: 'max' }), check), { numRuns: 1000 })
  expect(planned).toBeGreaterThan(500)
})
