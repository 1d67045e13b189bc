import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ProgressListener } from '../../src/app/contract/progress.ts'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import { processTarget } from '../../src/app/runs/processTarget.ts'
import { process, tableHashes, tryProcess, type ProcessingOptions } from './processing.ts'
import { makeSurvey, valueOf, type SurveyImage, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
let tiles: SurveyImage[]

beforeAll(async () => {
  const settings = { epochs: 3, fieldColumns: 2, fieldOverlap: 0.2, sizePixels: 192, componentsPerImage: 40, transientsPerEpoch: 3 }
  tiles = await makeSurvey(join(folder, 'tiles'), settings)
})

/** So little that with four threads nothing fits: each clump of the sky is a part of its own. */
const streaming = { workers: 4, memoryBytes: 500e6 } satisfies ProcessingOptions

async function partsAtWork(home: string, config: string, options: ProcessingOptions) {
  const notes: string[] = []
  const outcome = await process(home, config, { ...options, onProgress: (event) => event.kind === 'note' && notes.push(event.text) })
  const parts = /associated in (\d+) parts/.exec(notes.join('\n'))?.[1]
  return { ...outcome, parts: Number(parts ?? 0), hashes: await tableHashes(outcome.directory) }
}

const settingsOf = (method: string, others = '') => `source_monitoring: {monitor: True}
source_association: {method: ${method}}
${others}`

describe('a processing by parts of the sky', () => {
  test.each(['basic', 'advanced', 'deruiter'])('has the bytes of one in memory with method %s, forced fits and all', async (method) => {
    for (const form of ['list', 'epochs'] as const) {
      const config = writeConfig(join(folder, `${method}-${form}.yaml`), tiles, { form, settings: settingsOf(method) })
      const inMemory = await partsAtWork(join(folder, `${method}-${form}-memory`), config, { workers: 2 })
      const bySky = await partsAtWork(join(folder, `${method}-${form}-sky`), config, streaming)
      expect([inMemory.parts, bySky.parts > 10]).toEqual([0, true])
      expect(bySky.counts).toEqual(inMemory.counts)
      expect(inMemory.counts.forced).toBeGreaterThan(0)
      expect(bySky.hashes).toEqual(inMemory.hashes)
    }
  })

  test('has the bytes of one in memory without pairs', async () => {
    const settings = settingsOf('basic', 'variability: {pair_metrics: False}\n')
    const config = writeConfig(join(folder, 'pairless.yaml'), tiles, { settings })
    const inMemory = await partsAtWork(join(folder, 'pairless-memory'), config, { workers: 2 })
    const bySky = await partsAtWork(join(folder, 'pairless-sky'), config, streaming)
    expect(Object.keys(bySky.hashes)).not.toContain('measurement_pairs.parquet')
    expect(bySky.hashes).toEqual(inMemory.hashes)
  })

  test('keeps the ids of earlier versions, whichever way these were made', async () => {
    const first = writeConfig(join(folder, 'first.yaml'), tiles.slice(2), { settings: settingsOf('basic') })
    const all = writeConfig(join(folder, 'all.yaml'), tiles, { settings: settingsOf('basic') })
    const home = (name: string) => join(folder, `versions-${name}`)
    for (const name of ['memory', 'sky']) {
      const options = name === 'memory' ? { workers: 2 } : streaming
      await process(home(name), first, options)
    }
    const inMemory = await partsAtWork(home('sky'), all, { workers: 2 })
    const bySky = await partsAtWork(home('memory'), all, streaming)
    expect([inMemory.version, bySky.version]).toEqual([2, 2])
    expect(bySky.hashes).toEqual(inMemory.hashes)
  })
})

test('a processing that is stopped between two parts ends there, and leaves nothing behind', async () => {
  const config = writeConfig(join(folder, 'stopped.yaml'), tiles, { settings: settingsOf('basic') })
  const home = join(folder, 'stopped')
  const halley = valueOf(await openHalley({ environment: {}, home }))
  const stop = new AbortController()
  const parts: number[] = []
  const onProgress: ProgressListener = (event) => {
    if (event.kind !== 'advanced' || event.stage !== 'association') return
    parts.push(event.done)
    stop.abort()
  }
  const request = { target: config, name: 'run', ...streaming, debug: false, signal: stop.signal, onProgress }
  expect(await processTarget(halley, request)).toMatchObject({ ok: false, fault: { code: 'interrupted' } })
  expect(parts).toHaveLength(1)
  expect(readdirSync(halley.scratch)).toEqual([])
  await closeHalley(halley)
})

test('less memory than any processing takes is refused before anything is done', async () => {
  const config = writeConfig(join(folder, 'little.yaml'), tiles, {})
  const refused = await tryProcess(join(folder, 'little'), config, { memoryBytes: 100e6 })
  expect(refused).toMatchObject({ ok: false, fault: { code: 'memory.least' } })
})
