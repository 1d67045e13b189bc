import { chmodSync, existsSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { checkStore } from '../../src/app/fsck/checkStore.ts'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import { ingestTarget } from '../../src/app/runs/ingestTarget.ts'
import { allImages } from '../../src/store/catalogue/images.ts'
import { process, tryProcess } from './processing.ts'
import { makeSurvey, type SurveyImage, valueOf, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
let images: readonly SurveyImage[]
let config: string

beforeAll(async () => {
  images = await makeSurvey(join(folder, 'survey'), { epochs: 2 })
  config = writeConfig(join(folder, 'config.yaml'), images)
})

/** Ingests the survey; gives where its measurements lie. */
async function ingest(home: string): Promise<readonly string[]> {
  const halley = valueOf(await openHalley({ environment: {}, home }))
  try {
    valueOf(await ingestTarget(halley, { target: config, signal: new AbortController().signal, onProgress: () => {} }))
    return (await allImages(halley.store.catalogue)).map(({ id }) => halley.store.paths.imageMeasurements(id))
  } finally {
    await closeHalley(halley)
  }
}

async function damageIn(home: string): Promise<readonly string[]> {
  const halley = valueOf(await openHalley({ environment: {}, home }))
  try {
    const { findings } = valueOf(await checkStore(halley, { quick: true, repair: false }))
    return findings.filter(({ gravity }) => gravity === 'damage').flatMap(({ paths }) => paths)
  } finally {
    await closeHalley(halley)
  }
}

test('measurements that are gone are told of, and made again to the bit when their images are ingested again', async () => {
  const home = join(folder, 'gone')
  const paths = await ingest(home)
  const before = paths.map((path) => readFileSync(path))
  const [gone = '', cut = ''] = paths
  rmSync(join(gone, '..'), { recursive: true })
  chmodSync(cut, 0o640)
  truncateSync(cut, 100)
  expect((await damageIn(home)).toSorted()).toEqual([gone, cut].toSorted())
  expect(await ingest(home)).toEqual(paths)
  expect(paths.map((path) => readFileSync(path).equals(before[paths.indexOf(path)] ?? Buffer.of()))).toEqual(paths.map(() => true))
  expect(await damageIn(home)).toEqual([])
  expect(existsSync(join(home, 'quarantine'))).toBe(true)
})

test('a processing mends what it needs, whose images are still there', async () => {
  const home = join(folder, 'mended')
  const [gone = ''] = await ingest(home)
  rmSync(join(gone, '..'), { recursive: true })
  expect((await process(home, config, { name: 'lmc' })).version).toBe(1)
  expect(existsSync(gone)).toBe(true)
})

test('an image whose FITS file is gone is asked for by its path', async () => {
  const home = join(folder, 'without')
  const survey = await makeSurvey(join(folder, 'lost'), { epochs: 1 })
  const lost = writeConfig(join(folder, 'lost.yaml'), survey)
  await process(home, lost, { name: 'lmc' })
  const path = survey[0]?.image ?? ''
  rmSync(path)
  const refused = await tryProcess(home, lost, { name: 'other' })
  expect(refused).toMatchObject({ ok: false, fault: { code: 'config.invalid', message: expect.stringContaining(path) } })
})
