// What is said of many sources at once, and the queries that people keep.
import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { BulkRemarkRequest } from '../../src/app/contract/bulkRemarks.ts'
import { countSources, listSources } from '../../src/app/explore/listSources.ts'
import type { Halley } from '../../src/app/halley.ts'
import { shareItem } from '../../src/app/items/shareItem.ts'
import { createProject } from '../../src/app/projects/createProject.ts'
import { remarkOnMany } from '../../src/app/remarks/remarkOnMany.ts'
import { changeSavedQuery, deleteSavedQuery, listSavedQueries, saveQuery } from '../../src/app/savedQueries/savedQueries.ts'
import { favourMany, tagMany, unfavourMany, untagMany } from '../../src/store/catalogue/bulkRemarks.ts'
import { changeTogether } from '../../src/store/catalogue/changeTogether.ts'
import { favouriteSources, taggedSources } from '../../src/store/catalogue/sourceRemarks.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { enterAs } from '../people/people.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { makeScene, type Scene, withHalley } from '../samples/scene.ts'
import { addExampleRun, exampleTime } from '../store/exampleStore.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

const whole: Omit<BulkRemarkRequest, 'change'> = { run: ['lmc'], q: '' }

async function countOf(halley: Halley, query: string, runs: readonly string[] = ['lmc']): Promise<number> {
  return valueOf(await countSources(halley, { runs, query })).count
}

test('the whole result of a query is tagged, each source once, and the tag is taken back', async () => {
  await withHalley(scene, async (halley) => {
    const query = 'n_meas >= 2'
    const count = await countOf(halley, query)
    const tag = { act: 'tag', tag: 'candidate' } as const
    expect(valueOf(await remarkOnMany(halley, { ...whole, q: query, change: tag }))).toEqual({ sources: count, changed: count })
    expect(valueOf(await remarkOnMany(halley, { ...whole, q: query, change: tag }))).toEqual({ sources: count, changed: 0 })
    expect(await countOf(halley, `tagged 'candidate' and ${query}`)).toBe(count)
    expect(await countOf(halley, "tagged 'candidate'")).toBe(count)
    const back = { ...whole, q: "tagged 'candidate'", change: { act: 'untag', tag: 'candidate' } } as const
    expect(valueOf(await remarkOnMany(halley, back))).toEqual({ sources: count, changed: count })
    expect(await countOf(halley, "tagged 'candidate'")).toBe(0)
  })
})

test('of a result only the named sources become favourites, of the run that is meant', async () => {
  await withHalley(scene, async (halley) => {
    const request = { runs: ['lmc', 'smc'], query: '', order: { column: 'id', isDescending: false }, after: null, limit: 1000 }
    const { columns, rows } = valueOf(await listSources(halley, request))
    const at = (name: string) => columns.findIndex((column) => column.name === name)
    const only = rows
      .filter((row) => row[at('run')] === 'lmc')
      .slice(0, 2)
      .map((row) => ({ run: 'lmc', id: Number(row[at('id')]) }))
    const favour = { run: ['lmc', 'smc'], q: '', only, change: { act: 'favour', text: 'for the paper' } } as const
    expect(valueOf(await remarkOnMany(halley, favour))).toEqual({ sources: 2, changed: 2 })
    expect(await countOf(halley, 'favourite', ['lmc', 'smc'])).toBe(2)
    expect(await countOf(halley, 'favourite', ['smc'])).toBe(0)
    expect(valueOf(await remarkOnMany(halley, { ...favour, only: [] }))).toEqual({ sources: 0, changed: 0 })
    expect(valueOf(await remarkOnMany(halley, { ...favour, change: { act: 'unfavour' } }))).toEqual({ sources: 2, changed: 2 })
  })
})

test('who may not see a run says nothing of its sources', async () => {
  await withHalley(scene, async (halley) => {
    const stranger = await enterAs(halley.store, 'stranger')
    const change = { act: 'tag', tag: 'mine' } as const
    expect(await remarkOnMany(stranger, { ...whole, change })).toMatchObject({ fault: { code: 'item.notFound' } })
    expect(valueOf(await remarkOnMany(stranger, { run: [], q: '', change }))).toEqual({ sources: 0, changed: 0 })
  })
})

test('a saved query is its owner’s, is seen by the members of its project, and has a name of its own', async () => {
  await withHalley(scene, async (halley) => {
    const project = valueOf(await createProject(halley, { name: 'Flares', description: '' }))
    const vic = await enterAs(halley.store, 'vic')
    const stranger = await enterAs(halley.store, 'someone')
    valueOf(await shareItem(halley, project.id, 'vic', 'viewer'))
    const wanted = { name: 'flares', runs: ['lmc'], query: 'new and eta_peak > 3', project: 'Flares' }
    const saved = valueOf(await saveQuery(halley, wanted))
    expect(saved).toMatchObject({ name: 'flares', isMine: true, project: { name: 'Flares' } })
    expect(await saveQuery(halley, wanted)).toMatchObject({ fault: { code: 'query.nameTaken' } })
    expect(await saveQuery(halley, { ...wanted, name: 'x', query: 'eta_peek > 3' })).toMatchObject({ fault: { code: 'query.column' } })
    expect(await listSavedQueries(vic)).toMatchObject([{ name: 'flares', isMine: false, query: 'new and eta_peak > 3' }])
    expect(await listSavedQueries(stranger)).toEqual([])
    expect(await changeSavedQuery(vic, saved.id, { ...wanted, name: 'mine now' })).toMatchObject({ fault: { code: 'right.denied' } })
    expect(await deleteSavedQuery(stranger, saved.id)).toMatchObject({ fault: { code: 'query.notFound' } })
    expect(await saveQuery(stranger, wanted)).toMatchObject({ fault: { code: 'item.notFound' } })
    valueOf(await changeSavedQuery(halley, saved.id, { ...wanted, project: null }))
    expect(await listSavedQueries(vic)).toEqual([])
    valueOf(await deleteSavedQuery(halley, saved.id))
    expect(await listSavedQueries(halley)).toEqual([])
  })
})

eachStore('tags and favourites in bulk are what saying each by itself would make', async (store) => {
  const [run, other] = [await addExampleRun(store, 'lmc'), await addExampleRun(store, 'smc')]
  const user = { id: run.ownerId }
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 })
  const step = fc.record({
    act: fc.constantFrom('tag', 'untag', 'favour', 'unfavour'),
    tag: fc.constantFrom('a', 'b'),
    ids,
    isOther: fc.boolean(),
  })
  const state = { a: new Set<string>(), b: new Set<string>(), favourite: new Set<string>() }
  await fc.assert(
    fc.asyncProperty(step, async ({ act, tag, ids: sourceIds, isOther }) => {
      const runId = (isOther ? other : run).id
      const remark = { runId, sourceIds, userId: user.id, at: exampleTime }
      const set = act === 'tag' || act === 'untag' ? state[tag] : state.favourite
      const keys = sourceIds.map((id) => `${runId} ${id}`)
      const isAdded = act === 'tag' || act === 'favour'
      const changes = keys.filter((key) => set.has(key) !== isAdded).length
      for (const key of keys) set[isAdded ? 'add' : 'delete'](key)
      const changed = await changeTogether(store.catalogue, (transaction) => {
        if (act === 'tag') return tagMany(transaction, remark, tag)
        if (act === 'untag') return untagMany(transaction, remark, tag)
        return act === 'favour' ? favourMany(transaction, remark, '') : unfavourMany(transaction, remark)
      })
      expect(changed).toBe(changes)
      const runIds = [run.id, other.id, randomUUID()]
      for (const name of ['a', 'b'] as const) {
        const found = await taggedSources(store.catalogue, runIds, name)
        expect(new Set(found.map((source) => `${source.runId} ${source.sourceId}`))).toEqual(state[name])
      }
      const favourites = await favouriteSources(store.catalogue, runIds, user.id)
      expect(new Set(favourites.map((source) => `${source.runId} ${source.sourceId}`))).toEqual(state.favourite)
    }),
    { numRuns: 40 },
  )
})
