// A store with two processed runs, `lmc` and `smc`, for what is drawn from them; and a way to delete a run for good.
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { actorOf } from '../../src/app/actor.ts'
import type { ProgressListener } from '../../src/app/contract/progress.ts'
import type { Halley } from '../../src/app/halley.ts'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import { parseSourceQuery } from '../../src/app/contract/query/parseSourceQuery.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { drawSample } from '../../src/app/samples/drawSample.ts'
import type { SampleChoice } from '../../src/app/samples/sampleRequest.ts'
import { performCommand } from '../../src/store/state/performCommand.ts'
import { process } from '../process/processing.ts'
import { makeSurvey, type SurveyImage, valueOf, writeConfig } from '../process/survey.ts'
import { purge } from '../trash/phases.ts'
import { World } from '../trash/world.ts'

export interface Scene {
  readonly home: string
  readonly images: readonly SurveyImage[]
}

const forcedFits = 'source_monitoring:\n  monitor: True\n'

/** `lmc` has the first two images of three, with forced fits; `smc` all three, without, and with an error of the flux scale. */
export async function makeScene(folder: string): Promise<Scene> {
  mkdirSync(folder, { recursive: true })
  const images = await makeSurvey(join(folder, 'survey'))
  const home = join(folder, 'home')
  await addImages({ home, images }, folder, 2)
  const settings = 'source_monitoring:\n  monitor: False\nmeasurements:\n  flux_fractional_error: 0.1\n'
  await process(home, writeConfig(join(folder, 'smc.yaml'), images, { settings }), { name: 'smc' })
  return { home, images }
}

/** Processes `lmc` over the first so many images. */
export async function addImages({ home, images }: Scene, folder: string, count: number): Promise<void> {
  const config = writeConfig(join(folder, `lmc-${count}.yaml`), images.slice(0, count), { settings: forcedFits })
  await process(home, config, { name: 'lmc' })
}

/** Opens the store for one use case. */
export async function withHalley<T>({ home }: Scene, work: (halley: Halley) => Promise<T>): Promise<T> {
  const halley = valueOf(await openHalley({ environment: {}, home }))
  try {
    return await work(halley)
  } finally {
    await closeHalley(halley)
  }
}

export function following(onProgress: ProgressListener = () => {}, signal = new AbortController().signal) {
  return { signal, onProgress }
}

export interface Wanted extends Partial<Omit<SampleChoice, 'query'>> {
  readonly name: string
  readonly where?: string
}

export function tryDraw(halley: Halley, { where = 'all', from = [{ run: 'lmc' }], ...wanted }: Wanted, how = following()) {
  return drawSample(halley, { ...wanted, from, query: valueOf(parseSourceQuery(where)) }, how)
}

export async function draw(halley: Halley, wanted: Wanted) {
  return valueOf(await tryDraw(halley, wanted))
}

/** Moves a run to Trash. @returns the entry */
export async function trashRun(halley: Halley, name: string): Promise<string> {
  const run = valueOf(await findRun(halley, name))
  const entryId = randomUUID()
  const command = { name: 'trash', actor: actorOf(halley.user), itemId: run.id, entryId, companionIds: [], reason: '' } as const
  valueOf(await performCommand(halley.store, { slice: { itemIds: [run.id] }, command, nowMs: halley.now().getTime() }))
  return entryId
}

/** Deletes permanently what is in the trash. */
export async function purgeEntry(halley: Halley, entryId: string): Promise<void> {
  const world = new World(halley.store)
  world.nowMs = halley.now().getTime()
  await purge(world, halley, entryId)
}

/** The bytes of all files of a folder, by name. */
export function filesOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]))
}
