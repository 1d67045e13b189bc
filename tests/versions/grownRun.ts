// A run of three images with a fourth one added: two versions, and one way to look at what is shown.
import { join } from 'node:path'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import type { Result } from '../../src/fault/fault.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { process, tableHashes } from '../process/processing.ts'
import { makeSurvey, valueOf, writeConfig } from '../process/survey.ts'

export interface GrownRun {
  readonly home: string
  /** Configurations of the first version and of the second. */
  readonly configs: readonly [first: string, second: string]
}

/** Makes a survey of four epochs and the two configurations over it. */
export async function grownConfigs(folder: string): Promise<readonly [string, string]> {
  const images = await makeSurvey(join(folder, 'survey'), { epochs: 4, transientsPerEpoch: 2 })
  return [writeConfig(join(folder, 'first.yaml'), images.slice(0, 3)), writeConfig(join(folder, 'second.yaml'), images)]
}

export async function grow(home: string, configs: readonly [string, string]): Promise<GrownRun> {
  for (const config of configs) await process(home, config, { name: 'lmc' })
  return { home, configs }
}

/** Opens the store, does something with the run and closes it again. */
export async function withRun<T>(home: string, work: (halley: Halley, run: RunRow) => Promise<T>): Promise<T> {
  const halley = valueOf(await openHalley({ environment: {}, home }))
  try {
    return await work(halley, valueOf(await findRun(halley, 'lmc')))
  } finally {
    await closeHalley(halley)
  }
}

export async function tryWithRun<T>(home: string, work: (halley: Halley, run: RunRow) => Promise<Result<T>>): Promise<T> {
  return valueOf(await withRun(home, work))
}

/** What the run directory shows: the tables by their hashes. */
export function shown(home: string): Promise<Readonly<Record<string, string>>> {
  return tableHashes(join(home, 'runs', 'lmc'))
}
