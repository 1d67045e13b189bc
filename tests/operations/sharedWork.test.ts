// Many hands at one processing: workers with nothing to do take parts of it, and whatever befalls them, what is made is
// the same to the byte.
import { join } from 'node:path'
import process from 'node:process'
import { beforeAll, expect, test } from 'vitest'
import { findLiveRunByName } from '../../src/store/catalogue/runs.ts'
import { keepSetting } from '../../src/store/catalogue/settings.ts'
import { catalogueKinds, makeStorePlace, type CatalogueKind } from '../catalogue/eachStore.ts'
import { startHalley, type RunningHalley } from '../cli/runHalley.ts'
import { process as processHere, tableHashes } from '../process/processing.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { until } from './operating.ts'

const folder = temporaryFolder()
let config: string
let alone: Readonly<Record<string, string>>

beforeAll(async () => {
  const images = await makeSurvey(join(folder, 'survey'), { epochs: 24 })
  config = writeConfig(join(folder, 'config.yaml'), images, { settings: 'source_monitoring: {monitor: True}\n' })
  const { directory } = await processHere(join(folder, 'alone'), config, { name: 'lmc', workers: 1 })
  alone = await tableHashes(directory)
})

interface Scene {
  /** A worker that does nothing but help. */
  readonly helper: () => RunningHalley
  /** Parts that helpers have taken and not given back. */
  readonly taken: () => Promise<readonly { readonly worker: string | null }[]>
  /** Does what a helper does that cannot go on. */
  readonly giveBack: () => Promise<unknown>
  /** Processes with one thread to the end. @returns the hashes of what was made */
  readonly processed: (meanwhile?: () => Promise<void>) => Promise<Readonly<Record<string, string>>>
}

async function withScene(kind: CatalogueKind, body: (scene: Scene) => Promise<void>): Promise<void> {
  const place = await makeStorePlace(kind, { hasTables: true })
  const store = await place.open()
  await keepSetting(store.catalogue, 'leaseSeconds', '2')
  const alive = new Set<RunningHalley>()
  const start = (...args: readonly string[]) => {
    const running = startHalley(place.home, args, { environment: place.environment })
    alive.add(running)
    void running.outcome.then(() => alive.delete(running))
    return running
  }
  try {
    await body({
      helper: () => start('worker', '--poll', '50', '--queues', 'help', '--workers', '1'),
      taken: () => store.catalogue.selectFrom('sharedTasks').select('worker').where('state', '=', 'taken').execute(),
      giveBack: () => store.catalogue.deleteFrom('sharedTasks').where('state', '=', 'taken').execute(),
      async processed(meanwhile) {
        const running = start('process', config, '--name', 'lmc', '--workers', '1')
        await meanwhile?.()
        expect(await running.outcome).toMatchObject({ exitCode: 0 })
        expect(await store.catalogue.selectFrom('sharedTasks').selectAll().execute()).toEqual([])
        expect(await findLiveRunByName(store.catalogue, 'lmc')).toMatchObject({ work: 'completed', headVersion: 1 })
        return tableHashes(join(store.paths.views, 'lmc'))
      },
    })
  } finally {
    for (const { pid } of alive) process.kill(pid, 'SIGKILL')
    await Promise.all([...alive].map(({ outcome }) => outcome))
    await place.remove()
  }
}

async function ready(helper: RunningHalley): Promise<RunningHalley> {
  await helper.saying('takes help')
  return helper
}

test.each(catalogueKinds)('an idle worker does parts of what another is at, and the tables are those of one process (%s)', async (kind) => {
  await withScene(kind, async ({ helper, processed }) => {
    const hand = await ready(helper())
    expect(await processed()).toEqual(alone)
    await hand.saying('helped with')
    process.kill(hand.pid, 'SIGTERM')
    const parts = [...(await hand.outcome).stdout.matchAll(/helped with (\d+) parts?/g)].map(([, count]) => Number(count))
    expect(parts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5)
  })
})

test('parts of a helper that is killed are done by who offered them', async () => {
  await withScene('SQLite', async ({ helper, processed, taken }) => {
    const hand = await ready(helper())
    const hashes = await processed(async () => {
      await until(async () => (await taken()).length > 0)
      process.kill(hand.pid, 'SIGKILL')
    })
    expect(hashes).toEqual(alone)
  })
})

test('parts of a helper that sleeps beyond its lease are done by who offered them, and what it says when it wakes counts for nothing', async () => {
  await withScene('SQLite', async ({ helper, processed, taken }) => {
    const hand = await ready(helper())
    const hashes = await processed(async () => {
      await until(async () => (await taken()).length > 0)
      process.kill(hand.pid, 'SIGSTOP')
    })
    process.kill(hand.pid, 'SIGCONT')
    expect(hashes).toEqual(alone)
    process.kill(hand.pid, 'SIGTERM')
    expect(await hand.outcome).toMatchObject({ exitCode: 0 })
  })
})

test('parts that a helper gives back, for it cannot do them, are done by who offered them', async () => {
  await withScene('SQLite', async ({ helper, processed, taken, giveBack }) => {
    await ready(helper())
    const hashes = await processed(async () => {
      await until(async () => (await taken()).length > 0)
      await giveBack()
    })
    expect(hashes).toEqual(alone)
  })
})
