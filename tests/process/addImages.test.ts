import { cpSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { ProgressEvent } from '../../src/app/contract/progress.ts'
import type { ProcessOutcome } from '../../src/app/process/processRun.ts'
import { process, readDetections, readForced, readTable, type Row, tableHashes, without } from './processing.ts'
import { makeSurvey, type SurveyImage, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
const methods = ['basic', 'advanced', 'deruiter'] as const

interface Source {
  /** Its measurements, as one text. */
  readonly members: string
  readonly detections: readonly string[]
  readonly row: Row
}

interface Grown {
  readonly first: ProcessOutcome
  /** The sources of the first version, which the run directory no longer shows. */
  readonly before: readonly Source[]
  readonly added: ProcessOutcome
  readonly atOnce: ProcessOutcome
  /** The same addition, with every fit made anew. */
  readonly anew: ProcessOutcome
  /** What the addition said of its forced fits. */
  readonly fitsSummary: string
}

const grown = new Map<string, Grown>()

/** Forced fits count on in a run, so two runs give them other ids; a source has one an image at most. */
async function measurementKeys(directory: string): Promise<ReadonlyMap<unknown, string>> {
  const detections = (await readDetections(directory)).map(({ id }) => [id, String(id)] as const)
  const forced = (await readForced(directory)).map((row) => [row['id'], `forced-${String(row['image_id'])}`] as const)
  return new Map([...detections, ...forced])
}

async function readSources(directory: string): Promise<readonly Source[]> {
  const keys = await measurementKeys(directory)
  const associations = Map.groupBy(await readTable(directory, 'associations'), (row) => row['source_id'])
  const sources = (await readTable(directory, 'sources')).map((row) => {
    const members = (associations.get(row['id']) ?? []).map((one) => keys.get(one['meas_id']) ?? 'unknown').toSorted()
    return { members: members.join(' '), detections: members.filter((key) => !key.startsWith('forced')), row }
  })
  return sources.toSorted((a, b) => (a.members < b.members ? -1 : 1))
}

/** What two stores must agree on: ids are counted and names given when a source is first seen. */
async function factsOf({ directory }: ProcessOutcome): Promise<readonly Row[]> {
  return (await readSources(directory)).map(({ members, row }) => ({ members, ...without(row, 'id', 'name') }))
}

async function grow(method: string, images: readonly SurveyImage[]): Promise<Grown> {
  const settings = `source_monitoring: {monitor: True}\nsource_association: {method: ${method}, radius: 15}\n`
  const config = (label: string, some: readonly SurveyImage[]) => writeConfig(join(folder, `${method}-${label}.yaml`), some, { settings })
  const home = join(folder, `${method}-grown`)
  const first = await process(home, config('first', images.slice(0, 3)))
  const before = await readSources(first.directory)
  const other = join(folder, `${method}-anew`)
  cpSync(home, other, { recursive: true, verbatimSymlinks: true })
  const anew = await process(other, config('all', images), { fullRerun: true })
  let fitsSummary = ''
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'finished' && event.stage === 'forced fits') fitsSummary = event.summary
  }
  const added = await process(home, config('all', images), { onProgress })
  return { first, before, added, anew, fitsSummary, atOnce: await process(join(folder, `${method}-at-once`), config('at-once', images)) }
}

beforeAll(async () => {
  const images = await makeSurvey(join(folder, 'survey'), { epochs: 4, doubleFraction: 0.15, transientsPerEpoch: 2 })
  for (const method of methods) grown.set(method, await grow(method, images))
})

function grownBy(method: string): Grown {
  const found = grown.get(method)
  if (!found) throw new Error(`${method} was not processed.`)
  return found
}

test.each(methods)('adding an epoch makes version 2 with the counts of processing all at once, with method %s', (method) => {
  const { first, added, atOnce } = grownBy(method)
  expect([first.version, added.version, atOnce.version]).toEqual([1, 2, 1])
  expect(added.counts).toEqual(atOnce.counts)
  expect(added.counts.images).toBe(4)
})

test.each(methods)('adding an epoch makes the sources, statistics and all, of processing all at once, with method %s', async (method) => {
  const { added, atOnce } = grownBy(method)
  expect(await factsOf(added)).toEqual(await factsOf(atOnce))
})

/** A file of the result that is shown, which the run directory does not show. */
function hiddenFile({ directory }: ProcessOutcome, name: string): Buffer {
  return readFileSync(join(dirname(realpathSync(join(directory, 'sources.parquet'))), name))
}

test.each(methods)(
  'fits are taken over from the version before where a new one gives the same bits, ids and all, with method %s',
  async (method) => {
    const { added, anew, fitsSummary } = grownBy(method)
    const [, fits, takenOver] = /^(\d+) forced fits, (\d+) fits taken over$/.exec(fitsSummary) ?? []
    expect(Number(takenOver)).toBeGreaterThan(0)
    expect(Number(takenOver)).toBeLessThan(Number(fits))
    expect(await tableHashes(added.directory)).toEqual(await tableHashes(anew.directory))
    expect(hiddenFile(added, 'missed_places.parquet').equals(hiddenFile(anew, 'missed_places.parquet'))).toBe(true)
  },
)

test.each(methods)('a source whose detections stay together keeps its id and its name, with method %s', async (method) => {
  const { added, before } = grownBy(method)
  const after = await readSources(added.directory)
  const survivors = before.filter(({ detections }) => {
    const owners = after.filter((source) => source.detections.some((key) => detections.includes(key)))
    return owners.length === 1 && detections.every((key) => owners[0]?.detections.includes(key))
  })
  expect(survivors.length).toBeGreaterThan(0.8 * before.length)
  for (const { detections, row } of survivors) {
    const owner = after.find((source) => detections.every((key) => source.detections.includes(key)))
    expect(owner?.row).toMatchObject({ id: row['id'], name: row['name'] })
  }
  expect(new Set(after.map(({ row }) => row['id'])).size).toBe(after.length)
})

test.each(methods)('a source has one forced fit an image at most, and none where it was detected, with method %s', async (method) => {
  const { directory } = grownBy(method).added
  const [detections, forced] = [await readDetections(directory), await readForced(directory)]
  const imageOf = new Map([...detections, ...forced].map((row) => [row['id'], row['image_id']]))
  const forcedIds = new Set(forced.map((row) => row['id']))
  for (const rows of Map.groupBy(await readTable(directory, 'associations'), (row) => row['source_id']).values()) {
    const [fits, detected] = [rows.filter((row) => forcedIds.has(row['meas_id'])), rows.filter((row) => !forcedIds.has(row['meas_id']))]
    const fitted = fits.map((row) => imageOf.get(row['meas_id']))
    const detectedIn = new Set(detected.map((row) => imageOf.get(row['meas_id'])))
    expect(new Set(fitted).size).toBe(fitted.length)
    expect(fitted.filter((image) => detectedIn.has(image))).toEqual([])
  }
})
