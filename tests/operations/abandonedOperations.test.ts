import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { closeHalley, type Halley, openHalley } from '../../src/app/halley.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { workerName, workerState } from '../../src/app/operations/workerProcess.ts'
import { actorOf } from '../../src/app/actor.ts'
import { claimOperation, enqueueOperation, findOperation } from '../../src/store/catalogue/operations.ts'
import { performCommand } from '../../src/store/state/performCommand.ts'
import { beginAttempt } from '../../src/store/publishing/attempt.ts'
import { tryProcess } from '../process/processing.ts'
import { makeSurvey, valueOf, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'

const folder = temporaryFolder()
let config: string

beforeAll(async () => {
  config = writeConfig(join(folder, 'config.yaml'), await makeSurvey(join(folder, 'survey')))
})

const past = '2020-01-01T00:00:00.000Z'
const future = '2120-01-01T00:00:00.000Z'

function open(home: string): Promise<Halley> {
  return openHalley({ environment: {}, home }).then(valueOf)
}

/** A run at work by the given worker, as a process that died leaves it. */
async function leftRunning(home: string, worker: string, leaseUntil: string): Promise<string> {
  const halley = await open(home)
  const { catalogue } = halley.store
  valueOf(await createRun(halley, { name: 'run', configText: 'inputs: {}\n' }))
  const run = valueOf(await findRun(halley, 'run'))
  const id = randomUUID()
  const work = { itemId: run.id, operationId: id, imageIds: [] }
  const slice = { itemIds: [run.id] }
  const nowMs = Date.parse(past)
  const row = { id, kind: 'process', runId: run.id, actorId: halley.user.id, createdAt: past }
  valueOf(
    await performCommand(halley.store, {
      slice,
      command: { name: 'process', actor: actorOf(halley.user), ...work },
      nowMs,
      beforeSave: (transaction) => enqueueOperation(transaction, row),
    }),
  )
  const claimed = await claimOperation(catalogue, id, { worker, now: past, leaseUntil })
  if (!claimed) throw new Error('It could not be claimed.')
  const start = { name: 'start', actor: { kind: 'worker' }, itemId: run.id, operationId: id } as const
  valueOf(await performCommand(halley.store, { slice, command: start, nowMs }))
  valueOf(await beginAttempt(halley.store, claimed))
  await closeHalley(halley)
  return id
}

async function deadWorker(): Promise<string> {
  const child = spawn('/bin/sh', ['-c', 'exit 0'])
  await once(child, 'close')
  return workerName().replace(`:${process.pid}:`, `:${child.pid}:`)
}

async function stateOf(home: string, operation: string) {
  const halley = await open(home)
  const run = valueOf(await findRun(halley, 'run'))
  const found = await findOperation(halley.store.catalogue, operation)
  const temporary = readdirSync(halley.store.paths.temporary)
  await closeHalley(halley)
  return { run: run.work, operation: found?.state, temporary }
}

test('tells a process that is there from one that is gone, and from one that has its number', async () => {
  const own = workerName()
  expect(workerState(own)).toBe('alive')
  expect(workerState(await deadWorker())).toBe('gone')
  expect(workerState(own.replace(/:\d+:(?=\w+$)/, ':1:'))).toBe('gone')
  expect(workerState(own.replace(/\w+$/, 'other'))).toBe('unknown')
  expect(workerState('another-host:1:1:1')).toBe('unknown')
  expect(workerState('nonsense')).toBe('unknown')
})

test('a run whose process is gone is an error as soon as anybody looks, though its lease runs on', async () => {
  const home = join(folder, 'gone')
  const operation = await leftRunning(home, await deadWorker(), future)
  expect(await stateOf(home, operation)).toEqual({ run: 'failed', operation: 'failed', temporary: [] })
})

test('a run of another host is an error once its lease has run out, and not before', async () => {
  const [expired, held] = [join(folder, 'expired'), join(folder, 'held')]
  const expiredOperation = await leftRunning(expired, 'another-host:1:1', past)
  expect(await stateOf(expired, expiredOperation)).toEqual({ run: 'failed', operation: 'failed', temporary: [] })
  const heldOperation = await leftRunning(held, 'another-host:1:1', future)
  expect(await stateOf(held, heldOperation)).toEqual({ run: 'running', operation: 'running', temporary: [heldOperation] })
  const refused = await tryProcess(held, config)
  expect(refused).toMatchObject({ ok: false, fault: { code: 'run.busy' } })
})

test('a process that is at one long computation keeps its run, though its lease has run out', async () => {
  const home = join(folder, 'alive')
  const operation = await leftRunning(home, workerName(), past)
  expect(await stateOf(home, operation)).toEqual({ run: 'running', operation: 'running', temporary: [operation] })
})

test('a run whose process is gone can be processed', async () => {
  const home = join(folder, 'taken-over')
  await leftRunning(home, await deadWorker(), future)
  expect(await tryProcess(home, config)).toMatchObject({ ok: true, value: { version: 1 } })
})

test('the scratch files of processes that are gone are removed, those of others are left', async () => {
  const home = join(folder, 'scratch')
  await closeHalley(await open(home))
  const [gone, other] = [`scratch-${await deadWorker()}`, 'scratch-another-host:1:1']
  for (const name of [gone, other]) {
    mkdirSync(join(home, 'tmp', name))
    writeFileSync(join(home, 'tmp', name, 'image.fits'), 'inflated')
  }
  await closeHalley(await open(home))
  expect(readdirSync(join(home, 'tmp'))).toEqual([other])
})
