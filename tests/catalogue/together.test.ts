// One at a time decides: transactions of one process, of two connections, and of several processes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { json } from 'node:stream/consumers'
import { expect } from 'vitest'
import { changeTogether } from '../../src/store/catalogue/changeTogether.ts'
import { findSetting, keepSetting } from '../../src/store/catalogue/settings.ts'
import type { Catalogue } from '../../src/store/catalogue/openCatalogue.ts'
import { eachStore, type StorePlace } from './eachStore.ts'

/** Reads, waits a little and writes: two at once would lose one count. */
async function countUp(transaction: Catalogue): Promise<void> {
  const value = Number((await findSetting(transaction, 'count')) ?? 0)
  await new Promise((resolve) => setTimeout(resolve, 2))
  await keepSetting(transaction, 'count', String(value + 1))
}

/** Starts a process of its own on the store, which writes one JSON value. */
function startProcess(place: StorePlace, ...args: readonly string[]) {
  const script = new URL('otherProcess.ts', import.meta.url).pathname
  return spawn(process.execPath, [script, ...args], { env: { ...process.env, ...place.environment }, stdio: ['pipe', 'pipe', 'inherit'] })
}

eachStore('what is read holds until the change is made, in one process and in two', async (store, place) => {
  const stores = [store, await place.open()]
  const changes = Array.from({ length: 40 }, (_, index) => changeTogether(stores[index % 2].catalogue, countUp))
  await Promise.all(changes)
  expect(await findSetting(store.catalogue, 'count')).toBe('40')
})

eachStore('a change of which a part fails is not made, even if the error is caught', async ({ catalogue }) => {
  const failing = changeTogether(catalogue, async (transaction) => {
    await keepSetting(transaction, 'first', 'made')
    const again = transaction.insertInto('settings').values({ name: 'first', value: 'again' }).execute()
    await again.catch(() => {})
    await keepSetting(transaction, 'second', 'made').catch(() => {})
  })
  await expect(failing).rejects.toThrow(/unique/i)
  expect(await findSetting(catalogue, 'first')).toBeUndefined()
  await changeTogether(catalogue, (transaction) => keepSetting(transaction, 'first', 'made'))
  expect(await findSetting(catalogue, 'first')).toBe('made')
})

eachStore('a change that is given up half way leaves nothing, and the next one goes on', async ({ catalogue }) => {
  const failing = changeTogether(catalogue, async (transaction) => {
    await keepSetting(transaction, 'half', 'made')
    throw new Error('given up')
  })
  await expect(failing).rejects.toThrow('given up')
  expect(await findSetting(catalogue, 'half')).toBeUndefined()
})

eachStore('processes that reserve image numbers at once never get one twice', async (_store, place) => {
  const children = [0, 1, 2].map((seed) => startProcess(place, 'reserve', String(seed)))
  const reserved = (await Promise.all(children.map((child) => json(child.stdout)))) as number[][]
  const numbers = reserved.flat().toSorted((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1))
  // They were at it at the same time: nobody's numbers are all in a row.
  for (const mine of reserved) expect(mine.at(-1)).toBeGreaterThan(mine[0] + mine.length - 1)
})

eachStore('processes that change one thing at once lose no change', async (store, place) => {
  const children = [0, 1, 2].map(() => startProcess(place, 'count', '25'))
  await Promise.all(children.map((child) => once(child, 'exit')))
  expect(await findSetting(store.catalogue, 'count')).toBe('75')
})

eachStore('a change waits for that of another process no longer than it has patience, and others go on', async (store, place) => {
  const hasty = await place.open({ patienceMs: 400 })
  const child = startProcess(place, 'hold')
  await once(child.stdout, 'data')
  let ticks = 0
  const timer = setInterval(() => ticks++, 10)
  const refused = changeTogether(hasty.catalogue, countUp)
  await expect(refused).rejects.toMatchObject({ fault: { code: 'catalogue.busy', retryable: true } })
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(10)
  // Whoever only reads does not wait, nor does whoever opens the store.
  expect(await findSetting((await place.open()).catalogue, 'count')).toBeUndefined()
  const patient = changeTogether(store.catalogue, countUp)
  child.stdin.end()
  await patient
  expect(await findSetting(store.catalogue, 'count')).toBe('1')
})

eachStore('a process that is killed in the middle of a change leaves nothing of it, and its turn is free', async (store, place) => {
  const child = startProcess(place, 'hold')
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await changeTogether(store.catalogue, countUp)
  expect(await findSetting(store.catalogue, 'count')).toBe('1')
  expect(await findSetting(store.catalogue, 'held')).toBeUndefined()
})
