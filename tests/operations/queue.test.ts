// Who gets which operation when: the queue, its limits, and what a key means.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Halley } from '../../src/app/halley.ts'
import { claimNext } from '../../src/app/operations/claims.ts'
import { endWork } from '../../src/app/operations/endWork.ts'
import { performOperation } from '../../src/app/operations/performOperation.ts'
import { submitOperation } from '../../src/app/operations/submitOperation.ts'
import { failure, makeFault, success } from '../../src/fault/fault.ts'
import { unfinishedOperations } from '../../src/store/catalogue/operations.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { keepSetting } from '../../src/store/catalogue/settings.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf } from '../store/exampleStore.ts'
import { addRun, again, enter, operationNow, runNow, until } from './operating.ts'

const actor = { kind: 'worker' } as const

/** How work ends here that is to publish nothing. */
const noResult = makeFault('run.example', 'Nothing is made here.', { hint: '' })

async function submit(halley: Halley, run: RunRow): Promise<string> {
  return valueOf(await submitOperation(halley, { kind: 'process', run, request: { workers: 1 } })).operationId
}

eachStore(
  'of workers that look at once each operation goes to one, the oldest first, and the limit is never passed',
  async (store, place) => {
    const maria = await enter(store, 'Maria')
    await keepSetting(store.catalogue, 'maxProcessings', '2')
    const ids: string[] = []
    for (let number = 0; number < 9; number++) ids.push(await submit(maria, await addRun(maria, `run-${number}`)))
    const workers = [maria, await again(await place.open(), maria), await again(await place.open(), maria)]
    const taken: string[] = []
    let most = 0
    await Promise.all(
      workers.map(async (worker) => {
        while (taken.length < ids.length) {
          const claimed = valueOf(await claimNext(worker, ['process']))
          if (!claimed) {
            await sleep(2)
            continue
          }
          taken.push(claimed.id)
          most = Math.max(most, (await unfinishedOperations(worker.store.catalogue)).filter(({ state }) => state === 'running').length)
          await sleep(3)
          await endWork(worker.store.catalogue, claimed, { fault: noResult, at: worker.now(), actor })
        }
      }),
    )
    expect(taken.toSorted()).toEqual(ids.toSorted())
    expect(taken.slice(0, 2).toSorted()).toEqual(ids.slice(0, 2).toSorted())
    expect(most).toBe(2)
  },
)

eachStore('a worker takes only the kinds that it is for, and nothing that another process works on itself', async (store) => {
  const maria = await enter(store, 'Maria')
  const id = await submit(maria, await addRun(maria, 'lmc'))
  const signal = new AbortController().signal
  const own = { kind: 'ingest', run: null, threads: 1, signal } as const
  await performOperation(maria, own, async () => {
    expect(await claimNext(maria, ['export', 'ingest'])).toEqual(success(null))
    expect(await claimNext(maria, ['export', 'process'])).toMatchObject({ ok: true, value: { id, attempt: 1 } })
    return success(null)
  })
})

eachStore('at the limit a processing waits, is Queued, says why, and goes on when there is room', async (store, place) => {
  const maria = await enter(store, 'Maria')
  await keepSetting(store.catalogue, 'maxProcessings', '1')
  const [lmc, smc] = [await addRun(maria, 'lmc'), await addRun(maria, 'smc')]
  const { promise: release, resolve } = Promise.withResolvers<void>()
  const order: string[] = []
  const work = (halley: Halley, run: RunRow, reasons: string[], wait: Promise<void>) =>
    performOperation(
      halley,
      { kind: 'process', run, threads: 1, signal: new AbortController().signal, onWait: (reason) => reasons.push(reason) },
      async () => {
        order.push(run.name)
        await wait
        return failure(noResult)
      },
    )
  const reasons: string[] = []
  const first = work(maria, lmc, reasons, release)
  await until(() => order.length === 1)
  const second = work(await again(await place.open(), maria), smc, reasons, Promise.resolve())
  await until(() => reasons.length > 0)
  expect(reasons).toEqual(['1 of 1 processings are at work: lmc'])
  expect(await runNow(store, smc.id)).toMatchObject({ work: 'queued' })
  expect(order).toEqual(['lmc'])
  resolve()
  expect(await Promise.all([first, second])).toEqual([failure(noResult), failure(noResult)])
  expect(order).toEqual(['lmc', 'smc'])
})

eachStore('a user at their limit waits and holds up nobody else', async (store) => {
  const [maria, jun] = [await enter(store, 'Maria'), await enter(store, 'Jun')]
  await keepSetting(store.catalogue, 'maxOperationsPerUser', '1')
  const ids = [await submit(maria, await addRun(maria, 'a')), await submit(maria, await addRun(maria, 'b'))]
  ids.push(await submit(jun, await addRun(jun, 'c')))
  const claim = async () => valueOf(await claimNext(maria, ['process']))?.id
  expect([await claim(), await claim(), await claim()]).toEqual([ids[0], ids[2], undefined])
})

eachStore('the same key asks for the same operation, however often at once', async (store, place) => {
  const maria = await enter(store, 'Maria')
  const run = await addRun(maria, 'lmc')
  const doors = [maria, await again(await place.open(), maria)]
  const work = { kind: 'process', run, request: { workers: 1 }, key: 'tab-1' } as const
  const answers = await Promise.all([0, 1, 0, 1].map((door) => submitOperation(doors[door], work)))
  const given = answers.map(valueOf)
  expect(new Set(given.map(({ operationId }) => operationId)).size).toBe(1)
  expect(given.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(await unfinishedOperations(store.catalogue)).toHaveLength(1)
  const other = await addRun(maria, 'smc')
  expect(await submitOperation(maria, { ...work, run: other })).toMatchObject({ ok: false, fault: { code: 'operation.keyTaken' } })
  const jun = await enter(store, 'Jun')
  const ofJun = valueOf(await submitOperation(jun, { ...work, run: await addRun(jun, 'jun') }))
  expect(ofJun.isNew).toBe(true)
  expect(await operationNow(store, ofJun.operationId)).toMatchObject({ actorId: jun.user.id, idempotencyKey: 'tab-1', state: 'queued' })
})
