import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { process, readTable, type Row, tableHashes, without } from './processing.ts'
import { makeSurvey, type SurveyImage, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
let single: SurveyImage[]
/** Two groups of the sky far from each other, each of two tiles that overlap. */
let groups: SurveyImage[]

beforeAll(async () => {
  single = await makeSurvey(join(folder, 'single'))
  const tiles = { epochs: 2, fieldColumns: 2, fieldOverlap: 0.2, sizePixels: 192, componentsPerImage: 25 }
  const east = await makeSurvey(join(folder, 'east'), tiles)
  const west = await makeSurvey(join(folder, 'west'), { ...tiles, centreRaDeg: 300, seed: 'west' })
  groups = [...east, ...west].toSorted((a, b) => a.epoch.localeCompare(b.epoch))
})

/** The tables that each number of workers makes in a store of its own. */
async function tablesByWorkers(label: string, config: string) {
  const made = []
  for (const workers of [1, 2, 4]) {
    const { directory, counts } = await process(join(folder, `${label}-${workers}`), config, { workers })
    made.push({ counts, hashes: await tableHashes(directory), directory })
  }
  return made
}

const methods = ['basic', 'advanced', 'deruiter'] as const
/** Advanced shares its way through groups with de Ruiter. */
const groupMethods = ['basic', 'deruiter'] as const

test.each(methods)('1, 2 and 4 workers make the same bytes with method %s', async (method) => {
  const settings = `source_monitoring: {monitor: True}\nsource_association: {method: ${method}}\n`
  const config = writeConfig(join(folder, `${method}.yaml`), single, { settings })
  const [one, two, four] = await tablesByWorkers(method, config)
  expect(one?.counts).toMatchObject({ images: 3, detections: 132 })
  expect(Object.keys(one?.hashes ?? {})).toHaveLength(10)
  expect(two?.hashes).toEqual(one?.hashes)
  expect(four?.hashes).toEqual(one?.hashes)
})

test.each(groupMethods)(
  '1, 2 and 4 workers make the same bytes of epochs and groups of the sky in parallel with method %s',
  async (method) => {
    const settings = `source_monitoring: {monitor: True}\nsource_association: {method: ${method}, parallel: True}\n`
    const config = writeConfig(join(folder, `groups-${method}.yaml`), groups, { form: 'epochs', settings })
    const [one, two, four] = await tablesByWorkers(`groups-${method}`, config)
    expect(one?.counts.images).toBe(8)
    expect(two?.hashes).toEqual(one?.hashes)
    expect(four?.hashes).toEqual(one?.hashes)
  },
)

test.each(groupMethods)('groups of the sky in parallel make the same sources as in one piece with method %s', async (method) => {
  const inOnePiece = writeConfig(join(folder, `serial-${method}.yaml`), groups, {
    form: 'epochs',
    settings: `source_monitoring: {monitor: True}\nsource_association: {method: ${method}, parallel: False}\n`,
  })
  const serial = await process(join(folder, `serial-${method}`), inOnePiece)
  const parallel = join(folder, `groups-${method}-1`, 'runs', 'run')
  expect(await tableHashes(serial.directory)).toEqual(await tableHashes(parallel))
})

test('processing again what has not changed makes no version', async () => {
  const home = join(folder, 'basic-1')
  const before = await tableHashes(join(home, 'runs', 'run'))
  const again = await process(home, 'run', { workers: 2 })
  expect(again).toMatchObject({ unchanged: true, version: 1, counts: { images: 3, detections: 132 } })
  expect(await tableHashes(again.directory)).toEqual(before)
})

async function statisticsOf(directory: string): Promise<readonly Row[]> {
  return (await readTable(directory, 'sources')).map((row) => without(row, 'id'))
}

test('images go by their time, whatever the order of the list', async () => {
  const config = writeConfig(join(folder, 'reversed.yaml'), single.toReversed())
  const { directory, counts } = await process(join(folder, 'reversed'), config)
  const expected = join(folder, 'basic-1', 'runs', 'run')
  expect(counts).toEqual((await process(join(folder, 'basic-1'), 'run')).counts)
  expect(await statisticsOf(directory)).toEqual(await statisticsOf(expected))
})
