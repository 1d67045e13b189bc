// Work that ends while the catalogue can take nothing, in a process that lives on: nobody else would ever end it.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { endAbandoned } from '../../src/app/operations/abandonedOperations.ts'
import { performOperation } from '../../src/app/operations/performOperation.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import { success } from '../../src/fault/fault.ts'
import type { Store } from '../../src/store/store.ts'
import { makeStorePlace } from '../catalogue/eachStore.ts'
import { World } from '../trash/world.ts'
import { enter, runNow, until } from './operating.ts'

/** Keeps everybody else from writing to the catalogue. @returns what lets them again */
function occupy(store: Store): () => void {
  const other = new DatabaseSync(join(store.paths.home, 'catalogue.sqlite'))
  other.exec('begin immediate')
  return () => other.close()
}

/** For who has occupied nothing yet. */
function nobody(): void {}

function law(words: string, body: (store: Store) => Promise<void>): void {
  test(words, async () => {
    const place = await makeStorePlace('SQLite')
    try {
      await body(await place.open({ patienceMs: 50 }))
    } finally {
      await place.remove()
    }
  })
}

async function operationOf(store: Store, kind: string) {
  return store.catalogue.selectFrom('operations').selectAll().where('kind', '=', kind).executeTakeFirstOrThrow()
}

law('work whose end cannot be written down ends as soon as it can', async (store) => {
  const maria = await enter(store, 'Maria')
  let leave = nobody
  const request = { kind: 'ingest', run: null, threads: 1, signal: new AbortController().signal } as const
  const outcome = await performOperation(maria, request, async () => {
    leave = occupy(store)
    return success(null)
  })
  expect(outcome).toMatchObject({ ok: false, fault: { code: 'catalogue.busy' } })
  expect(await operationOf(store, 'ingest')).toMatchObject({ state: 'running' })
  leave()
  await until(async () => (await operationOf(store, 'ingest')).state === 'completed')
})

law('work that waits for its turn, and cannot ask for it any more, does not wait for ever', async (store) => {
  const maria = await enter(store, 'Maria')
  await store.catalogue.insertInto('settings').values({ name: 'maxOperationsPerUser', value: '1' }).execute()
  const { signal } = new AbortController()
  let leave = nobody
  const first = performOperation(maria, { kind: 'ingest', run: null, threads: 1, signal }, async () => {
    const onWait = () => (leave = occupy(store))
    const second = await performOperation(maria, { kind: 'export', run: null, threads: 1, signal, onWait }, async () => success(null))
    expect(second).toMatchObject({ ok: false, fault: { code: 'catalogue.busy' } })
    leave()
    await until(async () => (await operationOf(store, 'export')).state === 'cancelled')
    return success(null)
  })
  expect(await first).toEqual(success(null))
})

law('a restore that cannot be published is none, once anybody can say so', async (store) => {
  const { world, ann } = await World.make(store)
  const id = await world.addRun(ann, 'lmc')
  for (const contents of [['a'], ['a', 'b']]) await world.publish(ann, id, contents)
  let leave = nobody
  const onStep = (step: string) => {
    if (step === 'publish') leave = occupy(store)
  }
  const outcome = await revertVersion(ann, await runNow(store, id), { to: 1, debug: false, onStep })
  expect(outcome).toMatchObject({ ok: false, fault: { code: 'catalogue.busy' } })
  expect(await runNow(store, id)).toMatchObject({ work: 'restoring' })
  leave()
  await until(async () => (await operationOf(store, 'restore')).worker === null)
  world.nowMs += 60_000
  await endAbandoned(ann)
  expect(await runNow(store, id)).toMatchObject({ work: 'completed', headVersion: 2, lastVersion: 2 })
  expect(await operationOf(store, 'restore')).toMatchObject({ state: 'failed' })
})
