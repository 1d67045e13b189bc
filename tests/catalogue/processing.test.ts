// Where the catalogue is says nothing of the science.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { process, tableHashes } from '../process/processing.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { makeStorePlace, type StorePlace } from './eachStore.ts'

const folder = temporaryFolder()
let places: StorePlace[]

beforeAll(async () => {
  places = await Promise.all((['SQLite', 'PostgreSQL'] as const).map((kind) => makeStorePlace(kind)))
})
afterAll(() => Promise.all(places.map((place) => place.remove())))

test('processing and adding images make the same tables with a catalogue on a file and on a server', async () => {
  const images = await makeSurvey(join(folder, 'survey'))
  const settings = 'source_monitoring: {monitor: True}\n'
  const some = writeConfig(join(folder, 'some.yaml'), images.slice(0, 2), { settings })
  const all = writeConfig(join(folder, 'all.yaml'), images, { settings })
  const made = []
  for (const { home, environment } of places) {
    await process(home, some, { environment })
    const { directory, counts, version } = await process(home, all, { environment })
    made.push({ counts, version, hashes: await tableHashes(directory) })
  }
  expect(made[0]).toMatchObject({ version: 2, counts: { images: 3 } })
  expect(made[1]).toEqual(made[0])
})
