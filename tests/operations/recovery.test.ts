// What becomes of operations whose process died, seen by the next one that looks.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from 'vitest'
import { actorOf } from '../../src/app/actor.ts'
import type { Halley } from '../../src/app/halley.ts'
import { endAbandoned } from '../../src/app/operations/abandonedOperations.ts'
import { enqueue } from '../../src/app/operations/enqueue.ts'
import { submitOperation } from '../../src/app/operations/submitOperation.ts'
import { workerName } from '../../src/app/operations/workerProcess.ts'
import { changeTogether } from '../../src/store/catalogue/changeTogether.ts'
import { claimOperation, enqueueOperation } from '../../src/store/catalogue/operations.ts'
import { beginAttempt } from '../../src/store/publishing/attempt.ts'
import { publishVersion } from '../../src/store/publishing/publishVersion.ts'
import { performCommand } from '../../src/store/state/performCommand.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf, writeExampleResult } from '../store/exampleStore.ts'
import { addRun, enter, operationNow, runNow } from './operating.ts'

const future = '2120-01-01T00:00:00.000Z'
const past = '2020-01-01T00:00:00.000Z'

async function deadWorker(): Promise<string> {
  const child = spawn('/bin/sh', ['-c', 'exit 0'])
  await once(child, 'close')
  return workerName().replace(`:${process.pid}:`, `:${child.pid}:`)
}

/** Claims an operation for another process, and sets its run to work. @returns its attempt */
async function claimAs(halley: Halley, id: string, worker: string, leaseUntil = future) {
  const { store, now } = halley
  const claimed = await claimOperation(store.catalogue, id, { worker, now: now().toISOString(), leaseUntil })
  if (!claimed) throw new Error('not claimed')
  const nowMs = now().getTime()
  if (claimed.runId !== null) {
    const command = { name: 'start', actor: { kind: 'worker' }, itemId: claimed.runId, operationId: id } as const
    valueOf(await performCommand(store, { slice: { itemIds: [claimed.runId] }, command, nowMs }))
  }
  return valueOf(await beginAttempt(store, claimed))
}

eachStore('what any worker may take waits again when its worker died, three times, then it has failed', async (store) => {
  const maria = await enter(store, 'Maria')
  const run = await addRun(maria, 'lmc')
  const { operationId } = valueOf(await submitOperation(maria, { kind: 'process', run }))
  for (const lost of [1, 2]) {
    await claimAs(maria, operationId, await deadWorker())
    await endAbandoned(maria)
    expect(await operationNow(store, operationId)).toMatchObject({ state: 'queued', attempt: lost, lost, worker: null })
    expect(await runNow(store, run.id)).toMatchObject({ work: 'queued', operationId })
  }
  await claimAs(maria, operationId, await deadWorker())
  await endAbandoned(maria)
  const { state, error } = await operationNow(store, operationId)
  expect(state).toBe('failed')
  expect(JSON.parse(error ?? '')).toMatchObject({ code: 'run.abandoned', message: expect.stringContaining('3 of them died') })
  expect(await runNow(store, run.id)).toMatchObject({ work: 'failed', operationId: null })
})

eachStore('who was taken for dead can publish nothing, who took over can', async (store) => {
  const maria = await enter(store, 'Maria')
  const run = await addRun(maria, 'lmc')
  const { operationId } = valueOf(await submitOperation(maria, { kind: 'process', run }))
  const slow = await claimAs(maria, operationId, 'another-host:1:1', past)
  await endAbandoned(maria)
  const second = await claimAs(maria, operationId, workerName())
  const late = await writeExampleResult(store, slow, run.id, [])
  expect(await publishVersion(store, slow, late)).toMatchObject({ ok: false, fault: { code: 'publish.superseded' } })
  valueOf(await publishVersion(store, second, await writeExampleResult(store, second, run.id, [])))
  expect(await runNow(store, run.id)).toMatchObject({ headVersion: 1, lastVersion: 1, work: 'completed' })
})

eachStore('a purge waits again however often its process died', async (store) => {
  const maria = await enter(store, 'Maria')
  const id = '00000000-0000-4000-8000-0000000000aa'
  const row = { id, kind: 'purge', runId: null, subjectId: id, actorId: maria.user.id, createdAt: past, isDetached: 1 }
  await enqueueOperation(store.catalogue, row)
  for (const attempt of [1, 2, 3, 4]) {
    await claimAs(maria, id, await deadWorker())
    await endAbandoned(maria)
    expect(await operationNow(store, id)).toMatchObject({ state: 'queued', attempt, lost: attempt })
  }
})

eachStore('what waited for a process that died before its turn has failed', async (store) => {
  const maria = await enter(store, 'Maria')
  const run = await addRun(maria, 'lmc')
  const performer = { isDetached: 0, worker: await deadWorker(), leaseUntil: future }
  const id = await changeTogether(store.catalogue, (transaction) => enqueue(transaction, maria, { kind: 'process', run }, performer))
  expect(await runNow(store, run.id)).toMatchObject({ work: 'queued' })
  await endAbandoned(maria)
  expect(await operationNow(store, id)).toMatchObject({ state: 'failed', error: expect.stringContaining('run.abandoned') })
  expect(await runNow(store, run.id)).toMatchObject({ work: 'failed', operationId: null })
})

eachStore('a run whose restoring was interrupted before it published is what it was', async (store) => {
  const maria = await enter(store, 'Maria')
  const run = await addRun(maria, 'lmc')
  for (const kind of ['process', 'addImages'] as const) {
    const { operationId } = valueOf(await submitOperation(maria, { kind, run: await runNow(store, run.id) }))
    const attempt = await claimAs(maria, operationId, workerName())
    valueOf(await publishVersion(store, attempt, await writeExampleResult(store, attempt, run.id, [])))
  }
  const id = '00000000-0000-4000-8000-0000000000bb'
  const worker = await deadWorker()
  valueOf(
    await performCommand(store, {
      slice: { itemIds: [run.id] },
      command: { name: 'revertVersion', actor: actorOf(maria.user), itemId: run.id, operationId: id, version: 1 },
      nowMs: Date.now(),
      beforeSave: async (transaction) => {
        await enqueueOperation(transaction, { id, kind: 'restore', runId: run.id, actorId: maria.user.id, createdAt: past })
        await claimOperation(transaction, id, { worker, now: past, leaseUntil: future })
      },
    }),
  )
  expect(await runNow(store, run.id)).toMatchObject({ work: 'restoring' })
  await endAbandoned(maria)
  expect(await runNow(store, run.id)).toMatchObject({ work: 'completed', headVersion: 2, lastVersion: 2, revertTarget: null })
  expect(await operationNow(store, id)).toMatchObject({ state: 'failed' })
})

eachStore('an item is let go of by an operation that reads it and whose process died', async (store) => {
  const maria = await enter(store, 'Maria')
  const run = await addRun(maria, 'lmc')
  const performer = { isDetached: 0, worker: workerName(), leaseUntil: future }
  const work = { kind: 'export', run: null, subjectId: run.id } as const
  const id = await changeTogether(store.catalogue, (transaction) => enqueue(transaction, maria, work, performer))
  await claimAs(maria, id, await deadWorker())
  const use = { name: 'beginUse', actor: { kind: 'worker' }, itemId: run.id, operationId: id, words: 'export of v1' } as const
  valueOf(await performCommand(store, { slice: { itemIds: [run.id] }, command: use, nowMs: Date.now() }))
  const uses = () => store.catalogue.selectFrom('uses').selectAll().execute()
  expect(await uses()).toHaveLength(1)
  await endAbandoned(maria)
  expect(await uses()).toEqual([])
  expect(await operationNow(store, id)).toMatchObject({ state: 'failed' })
})

eachStore('looking twice changes nothing more', async (store) => {
  const maria = await enter(store, 'Maria')
  const run = await addRun(maria, 'lmc')
  const { operationId } = valueOf(await submitOperation(maria, { kind: 'process', run }))
  await claimAs(maria, operationId, await deadWorker())
  await endAbandoned(maria)
  const before = await operationNow(store, operationId)
  const revision = (await runNow(store, run.id)).revision
  await endAbandoned(maria)
  expect(await operationNow(store, operationId)).toEqual(before)
  expect((await runNow(store, run.id)).revision).toBe(revision)
})
