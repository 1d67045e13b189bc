// What a command costs depends on what it concerns, not on how much else the store holds.
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { sliceOf } from '../../src/store/state/sliceOf.ts'
import { loadState } from '../../src/store/state/loadState.ts'
import type { Store } from '../../src/store/store.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { addExampleRun } from '../store/exampleStore.ts'

const actor = { kind: 'worker' } as const

/** Names of the runs that are loaded to decide whether one of that name may be made. */
async function loadedFor({ catalogue }: Store, name: string, projectId: string): Promise<string[]> {
  const state = { place: 'live', work: 'initialised', head: null } as const
  const item = { kind: 'run', id: randomUUID(), name, ownerId: '', projectId, grantees: [], versions: [], lastVersion: 0, state } as const
  const { items } = await loadState(catalogue, sliceOf({ name: 'create', actor, item }))
  return [...items.values()].flatMap((loaded) => (loaded.kind === 'run' ? [loaded.name] : [])).toSorted()
}

eachStore('a run that is made loads the run that has its name and those of names proposed instead, and no other', async (store) => {
  const { projectId } = await addExampleRun(store, 'lmc')
  const long = 'a-name-that-is-longer-than-what-proposals-keep-of-it'
  for (const name of ['l', 'lmc-2', 'lmc-restored-2026-11-20', long, `${long.slice(0, 44)}-restored-2026-11-20`])
    await addExampleRun(store, name)
  expect(await loadedFor(store, 'free', projectId)).toEqual([])
  expect(await loadedFor(store, 'lm', projectId)).toEqual([])
  expect(await loadedFor(store, 'lmc', projectId)).toEqual(['lmc', 'lmc-2', 'lmc-restored-2026-11-20'])
  expect(await loadedFor(store, long, projectId)).toEqual([`${long.slice(0, 44)}-restored-2026-11-20`, long].toSorted())
})
