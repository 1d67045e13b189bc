// What is seen of operations from other processes: how far they are, why they wait, who may see them.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { actorOf } from '../../src/app/actor.ts'
import type { Halley } from '../../src/app/halley.ts'
import { claimNext } from '../../src/app/operations/claims.ts'
import { followOperation } from '../../src/app/operations/followOperation.ts'
import { listOperations } from '../../src/app/operations/listOperations.ts'
import { performOperation } from '../../src/app/operations/performOperation.ts'
import { submitOperation } from '../../src/app/operations/submitOperation.ts'
import { workerName } from '../../src/app/operations/workerProcess.ts'
import { success } from '../../src/fault/fault.ts'
import { changeTogether } from '../../src/store/catalogue/changeTogether.ts'
import { claimOperation, endOperation, enqueueOperation } from '../../src/store/catalogue/operations.ts'
import { keepSetting } from '../../src/store/catalogue/settings.ts'
import { reportWorker } from '../../src/store/catalogue/workers.ts'
import { beginPurge } from '../../src/store/purge/beginPurge.ts'
import { performCommand } from '../../src/store/state/performCommand.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf } from '../store/exampleStore.ts'
import { addRun, again, enter } from './operating.ts'

const future = '2120-01-01T00:00:00.000Z'

async function submit(halley: Halley, name: string): Promise<string> {
  return valueOf(await submitOperation(halley, { kind: 'process', run: await addRun(halley, name) })).operationId
}

async function reasons(halley: Halley): Promise<Record<string, string | null>> {
  const views = await listOperations(halley, 0)
  return Object.fromEntries(views.map(({ subject, waitReason }) => [subject?.name ?? '', waitReason]))
}

eachStore('why something waits is said as it is now', async (store) => {
  const maria = await enter(store, 'Maria')
  for (const name of ['a', 'b', 'c']) await submit(maria, name)
  const noWorker = 'no worker is running; start one: ./halley worker'
  expect(await reasons(maria)).toEqual({ a: noWorker, b: noWorker, c: noWorker })
  const times = { startedAt: future, leaseUntil: future }
  const worker = { name: workerName(), queues: JSON.stringify(['export']), concurrency: 1, threads: 1, job: null, ...times }
  await reportWorker(store.catalogue, worker)
  const noneTakes = 'no worker that is running takes processing; start one: ./halley worker --queues processing'
  expect(await reasons(maria)).toEqual({ a: noneTakes, b: noneTakes, c: noneTakes })
  await reportWorker(store.catalogue, { ...worker, name: 'another-host:1:1', queues: null })
  expect(await reasons(maria)).toEqual({ a: null, b: 'behind 1 other', c: 'behind 2 others' })
  valueOf(await claimNext(maria, ['process']))
  await keepSetting(store.catalogue, 'maxProcessings', '1')
  const full = '1 of 1 processings are at work: a'
  expect(await reasons(maria)).toEqual({ a: null, b: full, c: full })
})

eachStore('what reads a run waits while it is Restoring', async (store) => {
  const maria = await enter(store, 'Maria')
  const run = await addRun(maria, 'lmc')
  const id = randomUUID()
  const at = maria.now().toISOString()
  await enqueueOperation(store.catalogue, { id, kind: 'restore', runId: run.id, actorId: maria.user.id, createdAt: at })
  const claimed = await claimOperation(store.catalogue, id, { worker: workerName(), now: at, leaseUntil: future })
  valueOf(await submitOperation(maria, { kind: 'export', run: null, subjectId: run.id }))
  expect((await listOperations(maria, 0)).map(({ waitReason }) => waitReason)).toEqual([null, 'run lmc is Restoring'])
  expect(await claimNext(maria, ['export'])).toEqual(success(null))
  await endOperation(store.catalogue, claimed ?? { id, attempt: 0 }, { state: 'completed', error: null, endedAt: at })
  expect(await claimNext(maria, ['export'])).toMatchObject({ ok: true, value: { kind: 'export' } })
})

eachStore('how far work is, what it said and what came of it is seen by another process', async (store, place) => {
  const maria = await enter(store, 'Maria')
  const other = await again(await place.open(), maria)
  const seen: string[] = []
  const request = { kind: 'ingest', run: null, threads: 1, signal: new AbortController().signal } as const
  let followed: Promise<unknown> = Promise.resolve()
  await performOperation(maria, { ...request, outcomeOf: (value: string) => ({ value }) }, async ({ attempt, report }) => {
    followed = followOperation(other, attempt.claim, {
      signal: request.signal,
      onChange: ({ progress: { stage, done } }) => seen.push(`${stage} ${done}`),
    })
    report({ kind: 'started', stage: 'ingest', total: 4 })
    for (const done of [1, 2, 3]) {
      report({ kind: 'advanced', stage: 'ingest', done, total: 4 })
      await sleep(400)
    }
    report({ kind: 'finished', stage: 'ingest', seconds: 1, summary: '4 images ingested' })
    return success('done')
  })
  expect(await followed).toMatchObject({
    state: 'completed',
    progress: { stage: 'ingest', done: 4, total: 4, lines: [{ text: 'ingest: 4 images ingested (1.00 s)' }] },
    outcome: { value: 'done' },
    by: 'Maria',
  })
  expect(seen.some((words) => words === 'ingest 2' || words === 'ingest 3')).toBe(true)
})

eachStore('a user sees what they asked for and what is about their runs, an administrator all', async (store) => {
  const [maria, jun] = [await enter(store, 'Maria'), await enter(store, 'Jun')]
  const id = await submit(maria, 'lmc')
  expect((await listOperations(maria, 0)).map((view) => view.id)).toEqual([id])
  expect(await listOperations(jun, 0)).toEqual([])
  const ada = { ...jun, user: { ...jun.user, isAdministrator: 1 } }
  expect(await listOperations(ada, 0)).toMatchObject([{ id, subject: { kind: 'run', name: 'lmc' }, by: 'Maria' }])
})

eachStore('a purge says what it is about, from the plan that it executes', async (store) => {
  const maria = await enter(store, 'Maria')
  const run = await addRun(maria, 'lmc')
  const [entryId, actor, nowMs] = [randomUUID(), actorOf(maria.user), Date.now()]
  const trash = { name: 'trash', actor, itemId: run.id, entryId, companionIds: [], reason: '' } as const
  valueOf(await performCommand(store, { slice: { itemIds: [run.id] }, command: trash, nowMs }))
  const request = { purgeId: randomUUID(), operationId: randomUUID(), confirmedHash: null, actor, reason: '', nowMs }
  const act = { act: 'purge', entryIds: [entryId] } as const
  await changeTogether(store.catalogue, (transaction) => beginPurge(store, transaction, { ...request, act }))
  expect(await listOperations(maria, 0)).toMatchObject([{ kind: 'purge', subject: { kind: 'purge', name: 'run lmc' }, state: 'queued' }])
})
