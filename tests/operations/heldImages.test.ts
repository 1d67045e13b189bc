// Images that a processing uses stay while it lasts; what is being purged when it comes is made again.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { actorOf } from '../../src/app/actor.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { performOperation } from '../../src/app/operations/performOperation.ts'
import type { Workbench } from '../../src/app/operations/workbench.ts'
import { checkConfig } from '../../src/app/process/checkConfig.ts'
import { holdForRun, type HoldImages } from '../../src/app/process/holdImages.ts'
import { ingestImages } from '../../src/app/process/ingestImages.ts'
import { StageReporter } from '../../src/app/process/stageReporter.ts'
import { readConfigFile } from '../../src/app/runs/readConfigFile.ts'
import { failure, makeFault } from '../../src/fault/fault.ts'
import { changeTogether } from '../../src/store/catalogue/changeTogether.ts'
import { findLiveRunByName } from '../../src/store/catalogue/runs.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { beginPurge } from '../../src/store/purge/beginPurge.ts'
import { performCommand } from '../../src/store/state/performCommand.ts'
import { process as processTo } from '../process/processing.ts'
import { makeSurvey, valueOf, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { addRun } from './operating.ts'

const folder = temporaryFolder()
let config: string

beforeAll(async () => {
  config = writeConfig(join(folder, 'config.yaml'), await makeSurvey(join(folder, 'survey'), { epochs: 2 }))
})

const enough = makeFault('run.example', 'Nothing is made here.', { hint: '' })

/** Makes a run unreachable for ever, with what nothing else uses. @returns how many images go */
async function purgeRun({ store, user, now }: Halley, run: RunRow): Promise<number> {
  const [entryId, actor, nowMs] = [randomUUID(), actorOf(user), now().getTime()]
  const trash = { name: 'trash', actor, itemId: run.id, entryId, companionIds: [], reason: '' } as const
  valueOf(await performCommand(store, { slice: { itemIds: [run.id] }, command: trash, nowMs }))
  const ids = { purgeId: randomUUID(), operationId: randomUUID() }
  const act = { act: 'purge', entryIds: [entryId] } as const
  const begun = await changeTogether(store.catalogue, (transaction) =>
    beginPurge(store, transaction, { ...ids, act, confirmedHash: null, actor, reason: '', nowMs }),
  )
  return begun.plan.goes.counts.images
}

async function knownRun({ store }: Halley, name: string): Promise<RunRow> {
  const run = await findLiveRunByName(store.catalogue, name)
  if (!run) throw new Error(`No run ${name}`)
  return run
}

/** Ingests the images of the configuration at the bench of a processing of a run. */
async function ingestAt(halley: Halley, bench: Workbench, hold: HoldImages) {
  const { text, path } = valueOf(await readConfigFile(config))
  const { config: settings, inputs } = valueOf(await checkConfig(halley, text, path))
  const workplace = { ...bench, reporter: new StageReporter(() => {}), hold }
  return valueOf(await ingestImages(halley, { images: inputs.images, settings: settings.measurements }, workplace))
}

/** Sets a new run to work that has the images of a run `old`. */
async function whileAtWork(name: string, work: (halley: Halley, run: RunRow, bench: Workbench) => Promise<void>): Promise<void> {
  const home = join(folder, name)
  await processTo(home, config, { name: 'old' })
  const halley = valueOf(await openHalley({ environment: {}, home }))
  const run = await addRun(halley, 'new')
  const request = { kind: 'process', run, threads: 2, signal: new AbortController().signal } as const
  const outcome = await performOperation(halley, request, async (bench) => {
    await work(halley, run, bench)
    return failure(enough)
  })
  await closeHalley(halley)
  expect(outcome).toEqual(failure(enough))
}

test('images that a processing has found are kept while it lasts, whatever is purged', async () => {
  await whileAtWork('kept', async (halley, run, bench) => {
    const stored = await ingestAt(halley, bench, holdForRun(halley, run.id, bench.attempt.claim))
    expect(stored.map(({ isNew }) => isNew)).toEqual([false, false])
    expect(await purgeRun(halley, await knownRun(halley, 'old'))).toBe(0)
    const places = await halley.store.catalogue.selectFrom('images').select('place').execute()
    expect(places).toEqual([{ place: 'live' }, { place: 'live' }])
  })
})

test('images that are purged between being found and being held are ingested anew, under new ids', async () => {
  await whileAtWork('anew', async (halley, run, bench) => {
    const before = await halley.store.catalogue.selectFrom('images').select('id').execute()
    const holdForThis = holdForRun(halley, run.id, bench.attempt.claim)
    let calls = 0
    const stored = await ingestAt(halley, bench, async (imageIds) => {
      if (++calls === 1) expect(await purgeRun(halley, await knownRun(halley, 'old'))).toBe(2)
      return holdForThis(imageIds)
    })
    expect(stored.map(({ isNew }) => isNew)).toEqual([true, true])
    const ids = stored.map(({ row }) => row.id)
    expect(before.filter(({ id }) => ids.includes(id))).toEqual([])
    const held = await halley.store.catalogue.selectFrom('operationImages').select('imageId').execute()
    expect(held.map(({ imageId }) => imageId).filter((id) => ids.includes(id))).toHaveLength(2)
  })
})
