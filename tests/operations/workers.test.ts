// Workers as processes of their own, on real stores: killed, stopped, told to stop, raced.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { settle } from '../../src/fault/fault.ts'
import { findLiveRunByName } from '../../src/store/catalogue/runs.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { keepSetting } from '../../src/store/catalogue/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { catalogueKinds, makeStorePlace, type CatalogueKind, type StorePlace } from '../catalogue/eachStore.ts'
import { startHalley, type CliOutcome, type RunningHalley } from '../cli/runHalley.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { operationNow, until } from './operating.ts'

const folder = temporaryFolder()
let config: string

beforeAll(async () => {
  const images = await makeSurvey(join(folder, 'survey'), { epochs: 4 })
  config = writeConfig(join(folder, 'config.yaml'), images)
})

/** A store, and commands on it by processes of their own. */
interface Scene {
  readonly store: Store
  start(...args: readonly string[]): RunningHalley
  run(...args: readonly string[]): Promise<CliOutcome>
  /** The run of a name, as it is now. */
  find(name: string): Promise<RunRow>
  /** Resolves with the operation of a run once a process works on it. */
  atWork(name: string): Promise<string>
}

function sceneOf(place: StorePlace, store: Store): Scene {
  const start = (...args: readonly string[]) => startHalley(place.home, args, { environment: place.environment })
  const find = async (name: string) => {
    const run = await findLiveRunByName(store.catalogue, name)
    if (!run) throw new Error(`No run ${name}`)
    return run
  }
  return {
    store,
    start,
    find,
    run: (...args) => start(...args).outcome,
    async atWork(name) {
      await until(async () => (await find(name)).work === 'running')
      return (await find(name)).operationId ?? ''
    },
  }
}

const alive = new Set<RunningHalley>()

/** A law of processes on one kind of catalogue. What is still there at its end is killed. */
function law(words: string, kinds: readonly CatalogueKind[], body: (scene: Scene) => Promise<void>): void {
  test.each(kinds)(`${words} (%s)`, async (kind) => {
    const place = await makeStorePlace(kind, { hasTables: true })
    const scene = sceneOf(place, await place.open())
    const start: Scene['start'] = (...args) => {
      const running = scene.start(...args)
      alive.add(running)
      void running.outcome.then(() => alive.delete(running))
      return running
    }
    try {
      await body({ ...scene, start })
    } finally {
      for (const { pid } of alive) process.kill(pid, 'SIGKILL')
      await Promise.all([...alive].map(({ outcome }) => outcome))
      await place.remove()
    }
  })
}

/** Stops a process while it writes nothing: stopped in the middle of a write, it would keep everybody else from writing. */
async function stopBetweenWrites({ catalogue }: Store, { pid }: RunningHalley): Promise<void> {
  await until(async () => {
    process.kill(pid, 'SIGSTOP')
    const isFree = (await settle(() => keepSetting(catalogue, 'leaseSeconds', '1'))).ok
    if (!isFree) process.kill(pid, 'SIGCONT')
    return isFree
  })
}

async function detach(scene: Scene, name: string): Promise<void> {
  expect(await scene.run('process', config, '--name', name, '--workers', '1', '--detach')).toMatchObject({ exitCode: 0 })
}

async function published(scene: Scene, name: string): Promise<void> {
  await until(async () => (await scene.find(name)).work === 'completed')
  const run = await scene.find(name)
  expect(run).toMatchObject({ headVersion: 1, lastVersion: 1 })
  expect(readdirSync(scene.store.paths.results(run.id))).toHaveLength(1)
  const versions = await scene.store.catalogue.selectFrom('versions').select('number').where('runId', '=', run.id).execute()
  expect(versions).toHaveLength(1)
}

law('two workers share what waits: each processing is done once', catalogueKinds, async (scene) => {
  const names = ['east', 'west', 'north']
  for (const name of names) await detach(scene, name)
  const workers = [1, 2].map(() => scene.start('worker', '--once'))
  const said = (await Promise.all(workers.map(({ outcome }) => outcome))).map(({ stdout }) => stdout).join('')
  expect(said.match(/taken up/g)).toHaveLength(names.length)
  expect(said.match(/: completed/g)).toHaveLength(names.length)
  for (const name of names) await published(scene, name)
})

law('a worker that is killed in the middle is followed by another, and the version is published once', catalogueKinds, async (scene) => {
  await detach(scene, 'lmc')
  const first = scene.start('worker')
  const id = await scene.atWork('lmc')
  process.kill(first.pid, 'SIGKILL')
  await first.outcome
  expect(await scene.find('lmc')).toMatchObject({ work: 'running', operationId: id })
  expect(await scene.run('worker', '--once')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('attempt 2') })
  await published(scene, 'lmc')
  expect(await operationNow(scene.store, id)).toMatchObject({ state: 'completed', attempt: 2, lost: 1 })
  expect(readdirSync(scene.store.paths.temporary)).toEqual([])
})

law('a worker that slept beyond its lease finds another has published, and publishes nothing', ['SQLite'], async (scene) => {
  await keepSetting(scene.store.catalogue, 'leaseSeconds', '1')
  await detach(scene, 'lmc')
  const first = scene.start('worker', '--poll', '50')
  const id = await scene.atWork('lmc')
  await stopBetweenWrites(scene.store, first)
  const second = scene.start('worker', '--poll', '50')
  await published(scene, 'lmc')
  expect(await operationNow(scene.store, id)).toMatchObject({ state: 'completed', attempt: 2 })
  process.kill(first.pid, 'SIGCONT')
  await first.saying('run.superseded')
  for (const { pid } of [first, second]) process.kill(pid, 'SIGTERM')
  const [late] = await Promise.all([first.outcome, second.outcome])
  expect(late).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('run.superseded') })
  await published(scene, 'lmc')
  expect(readdirSync(scene.store.paths.temporary)).toEqual([])
})

law('a worker that is told to stop hands back what it is at', ['SQLite'], async (scene) => {
  await detach(scene, 'lmc')
  const first = scene.start('worker')
  const id = await scene.atWork('lmc')
  process.kill(first.pid, 'SIGTERM')
  expect(await first.outcome).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('interrupted.handedBack') })
  expect(await operationNow(scene.store, id)).toMatchObject({ state: 'queued', attempt: 1, lost: 0, worker: null })
  expect(await scene.find('lmc')).toMatchObject({ work: 'queued', operationId: id })
  expect(await scene.store.catalogue.selectFrom('workers').selectAll().execute()).toEqual([])
  expect(await scene.run('worker', '--once')).toMatchObject({ exitCode: 0 })
  await published(scene, 'lmc')
})

law('what goes on in one process is seen, followed and cancelled from another', ['SQLite'], async (scene) => {
  const attached = scene.start('process', config, '--name', 'lmc', '--workers', '1')
  await until(async () => (await findLiveRunByName(scene.store.catalogue, 'lmc')) !== undefined)
  const id = await scene.atWork('lmc')
  // It is held so that it is at work still when all have looked.
  process.kill(attached.pid, 'SIGSTOP')
  const follower = scene.start('operations', 'lmc', '--follow')
  const listed: unknown = JSON.parse((await scene.run('operations', '--json')).stdout)
  expect(listed).toMatchObject([{ id, kind: 'process', state: 'running', subject: { name: 'lmc' }, isDetached: false }])
  expect(await scene.run('cancel', 'lmc')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Cancelled: process of run lmc') })
  process.kill(attached.pid, 'SIGCONT')
  expect(await attached.outcome).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('Cancelled; what was shown') })
  expect((await follower.outcome).exitCode).toBe(130)
  expect(await scene.find('lmc')).toMatchObject({ work: 'cancelled', headVersion: null })
  expect(await scene.run('cancel', 'lmc')).toMatchObject({ exitCode: 5 })
  expect(await scene.run('cancel', 'nonsense')).toMatchObject({ exitCode: 4 })
})

test('on a server, the lease of a process that is at one long computation is kept', async () => {
  const place = await makeStorePlace('PostgreSQL', { hasTables: true })
  const store = await place.open()
  try {
    await keepSetting(store.catalogue, 'leaseSeconds', '1')
    const script = join(import.meta.dirname, 'blockedWorker.ts')
    const child = spawn(process.execPath, [script, '2000'], {
      env: { ...process.env, ...place.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const closed = once(child, 'close')
    await Promise.race([once(child.stdout, 'data'), closed])
    const leases = new Set<string | null>()
    for (let look = 0; look < 6; look++) {
      const [row] = await store.catalogue.selectFrom('operations').select(['leaseUntil', 'state']).execute()
      expect(row).toMatchObject({ state: 'running' })
      expect(Date.parse(row?.leaseUntil ?? '')).toBeGreaterThan(Date.now())
      leases.add(row?.leaseUntil ?? null)
      await sleep(250)
    }
    expect(leases.size).toBeGreaterThan(2)
    expect(await closed).toEqual([0, null])
  } finally {
    await place.remove()
  }
})
