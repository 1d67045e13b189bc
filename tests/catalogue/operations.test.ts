// The queue of work, by two connections to one catalogue: claims, leases, fencing.
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import {
  claimOperation,
  endOperation,
  enqueueOperation,
  findOperation,
  holdClaim,
  lastOperationOfRun,
  reportOperation,
} from '../../src/store/catalogue/operations.ts'
import { changeTogether } from '../../src/store/catalogue/changeTogether.ts'
import type { Store } from '../../src/store/store.ts'
import { addExampleRun } from '../store/exampleStore.ts'
import { eachStore } from './eachStore.ts'

function at(second: number): string {
  return `2026-11-20T20:35:${String(second).padStart(2, '0')}.000Z`
}

function lease(worker: string, now: number, until: number) {
  return { worker, now: at(now), leaseUntil: at(until) }
}

/** Queues operations, one a second. @returns their ids */
async function enqueue(store: Store, count: number): Promise<string[]> {
  const run = await addExampleRun(store, randomUUID())
  const ids = Array.from({ length: count }, () => randomUUID())
  for (const [second, id] of ids.entries()) {
    await enqueueOperation(store.catalogue, { id, kind: 'process', runId: run.id, actorId: run.ownerId, createdAt: at(second) })
  }
  return ids
}

eachStore('of workers that claim one operation at once, one has it', async (store, place) => {
  const stores = [store, await place.open(), await place.open()]
  for (const id of await enqueue(store, 8)) {
    const claims = await Promise.all(stores.map(({ catalogue }, index) => claimOperation(catalogue, id, lease(`w${index}`, 10, 40))))
    expect(claims.filter((claim) => claim !== undefined)).toMatchObject([{ id, attempt: 1 }])
  }
})

eachStore('workers that go over the whole queue share it, each operation once', async (store, place) => {
  const stores = [store, await place.open(), await place.open()]
  const ids = await enqueue(store, 20)
  const work = async ({ catalogue }: Store, worker: string) => {
    const mine: string[] = []
    for (const id of ids) if (await claimOperation(catalogue, id, lease(worker, 35, 50))) mine.push(id)
    return mine
  }
  const taken = await Promise.all(stores.map((each, index) => work(each, `w${index}`)))
  expect(taken.flat()).toHaveLength(ids.length)
  expect(new Set(taken.flat())).toEqual(new Set(ids))
})

eachStore('an operation whose lease ran out is taken over, and the one before can do nothing more', async (store, place) => {
  const other = await place.open()
  const [id] = await enqueue(store, 1)
  await claimOperation(store.catalogue, id, lease('first', 10, 20))
  expect(await claimOperation(other.catalogue, id, lease('second', 20, 40))).toBeUndefined()
  expect(await claimOperation(other.catalogue, id, lease('second', 21, 40))).toMatchObject({ id, attempt: 2, startedAt: at(10) })
  const [first, second] = [1, 2].map((attempt) => ({ id, attempt }))
  const end = { state: 'completed', error: null, endedAt: at(30) } as const
  expect(await reportOperation(store.catalogue, first, { leaseUntil: at(50), stage: 'late' })).toBe(false)
  expect(await changeTogether(store.catalogue, (transaction) => holdClaim(transaction, first))).toBe(false)
  expect(await endOperation(store.catalogue, first, end)).toBe(false)
  expect(await reportOperation(other.catalogue, second, { leaseUntil: at(50), stage: 'on it' })).toBe(true)
  expect(await changeTogether(other.catalogue, (transaction) => holdClaim(transaction, second))).toBe(true)
  expect(await endOperation(other.catalogue, second, end)).toBe(true)
  expect(await findOperation(store.catalogue, id)).toMatchObject({ state: 'completed', stage: 'on it', worker: 'second', leaseUntil: null })
})

eachStore('a claim that is held in a transaction cannot be taken over before that ends', async (store, place) => {
  const other = await place.open()
  const [id] = await enqueue(store, 1)
  await claimOperation(store.catalogue, id, lease('first', 10, 20))
  let takenOver: Promise<unknown> | undefined
  await changeTogether(store.catalogue, async (transaction) => {
    expect(await holdClaim(transaction, { id, attempt: 1 })).toBe(true)
    takenOver = changeTogether(other.catalogue, (turn) => claimOperation(turn, id, lease('second', 21, 40)))
    expect(await endOperation(transaction, { id, attempt: 1 }, { state: 'completed', error: null, endedAt: at(22) })).toBe(true)
  })
  expect(await takenOver).toBeUndefined()
})

eachStore('what has ended is neither claimed, nor reported on, nor ended again', async (store) => {
  const { catalogue } = store
  const [id] = await enqueue(store, 1)
  const claim = { id, attempt: 1 }
  await claimOperation(catalogue, id, lease('w', 10, 20))
  expect(await endOperation(catalogue, claim, { state: 'cancelled', error: null, endedAt: at(15) })).toBe(true)
  expect(await claimOperation(catalogue, id, lease('w', 30, 40))).toBeUndefined()
  expect(await reportOperation(catalogue, claim, { stage: 'on' })).toBe(false)
  expect(await endOperation(catalogue, claim, { state: 'failed', error: null, endedAt: at(17) })).toBe(false)
  expect(await findOperation(catalogue, id)).toMatchObject({ state: 'cancelled', endedAt: at(15) })
})

eachStore('the last operation of a run is the one that was made last', async (store) => {
  const ids = await enqueue(store, 3)
  const { runId } = (await findOperation(store.catalogue, ids[0])) ?? {}
  expect((await lastOperationOfRun(store.catalogue, runId ?? ''))?.id).toBe(ids[2])
})
