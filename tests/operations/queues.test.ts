// Workers with queues of their own, and several operations at once, as processes on real stores.
import { join } from 'node:path'
import process from 'node:process'
import { beforeAll, expect, test } from 'vitest'
import { kindsIn, queueOf, workQueues } from '../../src/app/contract/workQueue.ts'
import { keepSetting } from '../../src/store/catalogue/settings.ts'
import { unfinishedOperations } from '../../src/store/catalogue/operations.ts'
import type { OperationRow } from '../../src/store/catalogue/schema.ts'
import type { Store } from '../../src/store/store.ts'
import { catalogueKinds, makeStorePlace, type CatalogueKind } from '../catalogue/eachStore.ts'
import { startHalley, type CliOutcome, type RunningHalley } from '../cli/runHalley.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { until } from './operating.ts'

const folder = temporaryFolder()
let config: string

beforeAll(async () => {
  const images = await makeSurvey(join(folder, 'survey'), { epochs: 4 })
  config = writeConfig(join(folder, 'config.yaml'), images)
})

interface Scene {
  readonly store: Store
  readonly run: (...args: readonly string[]) => Promise<CliOutcome>
  /** A worker that is there, with these options. */
  readonly worker: (...options: readonly string[]) => Promise<RunningHalley>
  /** Ends a worker. @returns all that it said */
  readonly end: (worker: RunningHalley) => Promise<string>
}

async function withScene(kind: CatalogueKind, body: (scene: Scene) => Promise<void>): Promise<void> {
  const place = await makeStorePlace(kind, { hasTables: true })
  const store = await place.open()
  const alive = new Set<RunningHalley>()
  const start = (...args: readonly string[]) => {
    const running = startHalley(place.home, args, { environment: place.environment })
    alive.add(running)
    void running.outcome.then(() => alive.delete(running))
    return running
  }
  try {
    await body({
      store,
      run: (...args) => start(...args).outcome,
      async worker(...options) {
        const worker = start('worker', '--poll', '50', '--workers', '1', ...options)
        await worker.saying(' takes ')
        return worker
      },
      async end(worker) {
        process.kill(worker.pid, 'SIGTERM')
        const { exitCode, stdout } = await worker.outcome
        expect(exitCode).toBe(0)
        return stdout
      },
    })
  } finally {
    for (const { pid } of alive) process.kill(pid, 'SIGKILL')
    await Promise.all([...alive].map(({ outcome }) => outcome))
    await place.remove()
  }
}

async function unfinished({ catalogue }: Store): Promise<readonly Pick<OperationRow, 'kind' | 'state'>[]> {
  return (await unfinishedOperations(catalogue)).map(({ kind, state }) => ({ kind, state }))
}

function kindsTakenUp(said: string): readonly string[] {
  return [...said.matchAll(/ (\w+) \S+: taken up/g)].map(([, kind = '']) => kind)
}

test('each kind that workers do stands in one queue', () => {
  const kinds = kindsIn(workQueues)
  expect(new Set(kinds).size).toBe(kinds.length)
  for (const queue of workQueues) for (const kind of kindsIn([queue])) expect(queueOf(kind)).toBe(queue)
  expect(queueOf('restore')).toBeUndefined()
})

test.each(catalogueKinds)('of two workers each takes only from its queues, and what neither takes waits and says so (%s)', async (kind) => {
  await withScene(kind, async ({ store, run, worker, end }) => {
    const first = await worker('--queues', 'processing')
    const second = await worker('--queues', 'export,purge')
    const listed = JSON.parse((await run('workers', '--json')).stdout) as readonly { readonly queues: readonly string[] }[]
    expect(listed.map(({ queues }) => queues)).toEqual([['processing'], ['export', 'purge']])
    expect(await run('process', config, '--name', 'lmc', '--detach')).toMatchObject({ exitCode: 0 })
    await until(async () => (await unfinished(store)).length === 0)
    expect(await run('export', 'lmc', '--detach')).toMatchObject({ exitCode: 0 })
    expect(await run('ingest', config, '--detach')).toMatchObject({ exitCode: 0 })
    await until(async () => (await unfinished(store)).length === 1)
    expect(await unfinished(store)).toEqual([{ kind: 'ingest', state: 'queued' }])
    expect((await run('operations')).stdout).toContain('no worker that is running takes ingest; start one: ./halley worker --queues ingest')
    expect(kindsTakenUp(await end(first))).toEqual(['process'])
    expect(kindsTakenUp(await end(second))).toEqual(['export'])
  })
})

test('a worker does as many operations at once as it is told to, and no more than the store lets processings be', async () => {
  await withScene('SQLite', async ({ store, run, worker, end }) => {
    await keepSetting(store.catalogue, 'maxProcessings', '2')
    const names = ['east', 'west', 'north', 'south']
    for (const name of names) expect(await run('process', config, '--name', name, '--detach')).toMatchObject({ exitCode: 0 })
    const counts: number[] = []
    const one = await worker('--concurrency', '3')
    await until(async () => {
      const now = await unfinished(store)
      counts.push(now.filter(({ state }) => state === 'running').length)
      return now.length === 0
    })
    expect(Math.max(...counts)).toBe(2)
    const said = await end(one)
    expect(said).toContain('3 at once')
    expect(said).toContain('worker ends: 4 completed, 0 ended otherwise')
  })
})

test('a worker at several operations that is told to stop hands back all of them', async () => {
  await withScene('SQLite', async ({ store, run, worker, end }) => {
    for (const name of ['east', 'west']) expect(await run('process', config, '--name', name, '--detach')).toMatchObject({ exitCode: 0 })
    const one = await worker('--concurrency', '2')
    await until(async () => (await unfinished(store)).filter(({ state }) => state === 'running').length === 2)
    expect((await end(one)).match(/interrupted.handedBack/g)).toHaveLength(2)
    const waiting = { kind: 'process', state: 'queued' }
    expect(await unfinished(store)).toEqual([waiting, waiting])
    expect(await run('worker', '--once', '--concurrency', '2')).toMatchObject({ exitCode: 0 })
    expect(await unfinished(store)).toEqual([])
  })
})

test('a queue that there is not is refused with those that there are', async () => {
  await withScene('SQLite', async ({ run }) => {
    const { exitCode, stderr } = await run('worker', '--queues', 'processing,fits')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('expected some of processing, ingest, export, sample, analysis, purge, help, found fits.')
  })
})
