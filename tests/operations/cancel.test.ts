// Cancelling, from another process than the one at work.
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { cancelTarget } from '../../src/app/operations/cancelTarget.ts'
import { claimNext } from '../../src/app/operations/claims.ts'
import { performOperation } from '../../src/app/operations/performOperation.ts'
import { submitOperation } from '../../src/app/operations/submitOperation.ts'
import { failure, success } from '../../src/fault/fault.ts'
import { enqueueOperation } from '../../src/store/catalogue/operations.ts'
import { publishVersion } from '../../src/store/publishing/publishVersion.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf, writeExampleResult } from '../store/exampleStore.ts'
import { addRun, again, enter, operationNow, runNow } from './operating.ts'

eachStore('what waits ends at once, its run with it, and no worker takes it', async (store) => {
  const maria = await enter(store, 'Maria')
  const run = await addRun(maria, 'lmc')
  const { operationId } = valueOf(await submitOperation(maria, { kind: 'process', run }))
  expect(await cancelTarget(maria, 'lmc')).toMatchObject({ ok: true, value: { id: operationId, state: 'cancelled', words: 'Cancelled' } })
  expect(await runNow(store, run.id)).toMatchObject({ work: 'cancelled', operationId: null })
  expect(await claimNext(maria, ['process'])).toEqual(success(null))
  expect(await cancelTarget(maria, operationId.slice(0, 8))).toMatchObject({ ok: false, fault: { code: 'operation.ended' } })
})

eachStore('work that goes on finds out within a second or two, stops, and can publish nothing', async (store, place) => {
  const maria = await enter(store, 'Maria')
  const other = await again(await place.open(), maria)
  const run = await addRun(maria, 'lmc')
  const request = { kind: 'process', run, threads: 1, signal: new AbortController().signal } as const
  let published: unknown
  let cancelledMs = 0
  const outcome = await performOperation(maria, request, async ({ attempt, stop, stopFault }) => {
    const version = await writeExampleResult(store, attempt, run.id, [])
    valueOf(await cancelTarget(other, 'lmc'))
    cancelledMs = performance.now()
    published = await publishVersion(store, attempt, version)
    await new Promise((resolve) => stop.addEventListener('abort', resolve))
    return failure(stopFault() ?? { code: 'none', message: '', hint: '', retryable: false, data: {} })
  })
  expect(performance.now() - cancelledMs).toBeLessThan(5000)
  expect(outcome).toMatchObject({ ok: false, fault: { code: 'interrupted.cancelled' } })
  expect(published).toMatchObject({ ok: false, fault: { code: 'publish.superseded' } })
  expect(await runNow(store, run.id)).toMatchObject({ work: 'cancelled', headVersion: null, lastVersion: 0 })
})

eachStore('a signal while it waits for its turn cancels it', async (store) => {
  const maria = await enter(store, 'Maria')
  await store.catalogue.insertInto('settings').values({ name: 'maxProcessings', value: '1' }).execute()
  const first = await addRun(maria, 'lmc')
  valueOf(await submitOperation(maria, { kind: 'process', run: first }))
  expect(await claimNext(maria, ['process'])).toMatchObject({ ok: true, value: { runId: first.id } })
  const run = await addRun(maria, 'smc')
  const controller = new AbortController()
  const request = { kind: 'process', run, threads: 1, signal: controller.signal, onWait: () => controller.abort() } as const
  expect(await performOperation(maria, request, async () => success('never'))).toMatchObject({ ok: false, fault: { code: 'interrupted' } })
  expect(await runNow(store, run.id)).toMatchObject({ work: 'cancelled', operationId: null })
})

eachStore('a purge cannot be cancelled: it only goes forward', async (store) => {
  const maria = await enter(store, 'Maria')
  const id = randomUUID()
  const row = { id, kind: 'purge', runId: null, subjectId: randomUUID(), actorId: maria.user.id, createdAt: new Date().toISOString() }
  await enqueueOperation(store.catalogue, { ...row, isDetached: 1 })
  const refused = await cancelTarget(maria, id)
  expect(refused).toMatchObject({ ok: false, fault: { code: 'operation.onlyForward', hint: expect.stringContaining('--follow') } })
  expect(await operationNow(store, id)).toMatchObject({ state: 'queued' })
})

eachStore('work is cancelled by who may process its run, other work by who asked for it or an administrator', async (store) => {
  const [maria, jun] = [await enter(store, 'Maria'), await enter(store, 'Jun')]
  const root = { ...(await enter(store, 'Root')) }
  const ada = { ...root, user: { ...root.user, isAdministrator: 1 } }
  const run = await addRun(maria, 'lmc')
  const { operationId } = valueOf(await submitOperation(maria, { kind: 'process', run }))
  const ingest = valueOf(await submitOperation(maria, { kind: 'ingest', run: null })).operationId
  expect(await cancelTarget(jun, 'lmc')).toMatchObject({ ok: false, fault: { code: 'item.notFound' } })
  for (const target of [operationId, ingest]) {
    expect(await cancelTarget(jun, target)).toMatchObject({ ok: false, fault: { code: 'operation.notFound' } })
  }
  expect(await cancelTarget(ada, ingest)).toMatchObject({ ok: true, value: { state: 'cancelled' } })
  expect(await cancelTarget(ada, operationId)).toMatchObject({ ok: true, value: { state: 'cancelled' } })
})
