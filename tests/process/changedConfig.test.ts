import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { closeHalley, type Halley, openHalley } from '../../src/app/halley.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { findVersion, versionsOfRun } from '../../src/store/catalogue/versions.ts'
import { resolvedInputsOfResult } from '../../src/store/resultInputs.ts'
import { process, readTable, tryProcess } from './processing.ts'
import { makeSurvey, type SurveyImage, valueOf, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
/** A store with the first two images processed; each test works on a copy. */
const original = join(folder, 'original')
const monitor = 'source_monitoring: {monitor: True}\n'
let images: SurveyImage[]
let configs = 0

beforeAll(async () => {
  images = await makeSurvey(join(folder, 'survey'))
  await process(original, config(images.slice(0, 2)))
})

function config(some: readonly SurveyImage[], settings = monitor, form: 'list' | 'epochs' = 'list'): string {
  return writeConfig(join(folder, `config-${++configs}.yaml`), some, { settings, form })
}

function copyOf(home: string): string {
  const copy = join(folder, `copy-${++configs}`)
  cpSync(home, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

async function inStore<T>(home: string, look: (halley: Halley, run: RunRow) => Promise<T>): Promise<T> {
  const halley = valueOf(await openHalley({ environment: {}, home }))
  try {
    return await look(halley, valueOf(await findRun(halley, 'run')))
  } finally {
    await closeHalley(halley)
  }
}

/** What a refusal must leave as it was. */
function stateOf(home: string) {
  return inStore(home, async ({ store }, run) => {
    const operations = await store.catalogue.selectFrom('operations').selectAll().execute()
    return { run, operations, versions: await versionsOfRun(store.catalogue, run.id), files: readdirSync(join(home, 'runs', 'run')) }
  })
}

async function refusal(home: string, target: string) {
  const outcome = await tryProcess(home, target)
  if (outcome.ok) throw new Error(`Version ${outcome.value.version} was made.`)
  return outcome.fault
}

test('defaults that are written out, and settings that no result depends on, are no change', async () => {
  const silent = 'run: {path: /somewhere, suppress_astropy_warnings: False}\nprocessing: {num_workers: 1, max_partition_mb: 20}\n'
  const explicit =
    'source_association: {method: basic, radius: 10.0, parallel: yes}\nmeasurements: {write_arrow_files: True, condon_errors: on}\n'
  const outcome = await process(copyOf(original), config(images.slice(0, 2), `${silent}${explicit}${monitor}new_sources: {min_sigma: 5}\n`))
  expect(outcome).toMatchObject({ version: 1, unchanged: true, shownAgain: null })
})

test('the order of the list is no change: images go by their time', async () => {
  expect(await process(copyOf(original), config(images.slice(0, 2).toReversed()))).toMatchObject({ version: 1, unchanged: true })
})

test('a changed setting is refused with both values and the command that processes it all the same; nothing is queued or changed', async () => {
  const home = copyOf(original)
  const before = await stateOf(home)
  const changed = config(images.slice(0, 2), `${monitor}source_association: {radius: 8.25}\nvariability: {pair_metrics: no}\n`)
  const fault = await refusal(home, changed)
  expect(fault.code).toBe('config.changed')
  expect(fault.message).toContain('Run run: expected the configuration of version 1, with or without more images, found 2 differences:')
  expect(fault.message).toContain('\n  source_association.radius: 10 -> 8.25')
  expect(fault.message).toContain('\n  variability.pair_metrics: true -> false')
  expect(fault.hint).toContain('./halley process run --full-rerun')
  expect(fault.data).toMatchObject({
    run: 'run',
    version: 1,
    settings: [
      { setting: 'source_association.radius', from: 10, to: 8.25 },
      { setting: 'variability.pair_metrics', from: true, to: false },
    ],
    removed: [],
    added: [],
  })
  expect(await stateOf(home)).toEqual(before)
})

test('a setting that ingest depends on is a changed setting, not other images', async () => {
  const fault = await refusal(copyOf(original), config(images.slice(0, 2), `${monitor}measurements: {ra_uncertainty: 0.5}\n`))
  expect(fault.data).toMatchObject({
    settings: [{ setting: 'measurements.ra_uncertainty', from: 1, to: 0.5 }],
    removed: [],
    replaced: [],
    added: [],
  })
})

test('an image that is not listed any more is refused, and one that is new is told with it', async () => {
  const fault = await refusal(copyOf(original), config(images.slice(1)))
  expect(fault).toMatchObject({ code: 'config.changed', data: { removed: [images[0]?.image], added: [images[2]?.image], settings: [] } })
  expect(fault.message).toContain(`found 2 differences:\n  image removed: ${images[0]?.image}\n  image added: ${images[2]?.image}`)
})

test('of many differences the first ten are told and the others counted; a program gets all', async () => {
  const settings = [
    'source_association: {method: deruiter, radius: 5, deruiter_radius: 5, deruiter_beamwidth_limit: 2, epoch_duplicate_radius: 2}',
    'new_sources: {min_sigma: 6}',
    'measurements: {flux_fractional_error: 0.1, condon_errors: False, ra_uncertainty: 2, dec_uncertainty: 2}',
    'source_monitoring: {monitor: True, min_sigma: 4, allow_nan: True}',
  ]
  const fault = await refusal(copyOf(original), config(images.slice(0, 2), `${settings.join('\n')}\n`))
  expect(fault.message.split('\n')).toHaveLength(12)
  expect(fault.message).toContain('found 12 differences:')
  expect(fault.message.split('\n').at(-1)).toBe('  and 2 more')
  expect((fault.data['settings'] as unknown[]).length).toBe(12)
})

test('a configuration with errors is refused for these, before it is compared', async () => {
  const fault = await refusal(copyOf(original), config(images.slice(1), 'source_association: {radius: -1}\n'))
  expect(fault.code).toBe('config.invalid')
})

/** The images in a folder of their own, as copies of other files with other times. */
function movedTo(place: string, some: readonly SurveyImage[]): SurveyImage[] {
  mkdirSync(join(folder, place))
  const moved = (path: string) => {
    const target = join(folder, place, basename(path))
    cpSync(path, target)
    return target
  }
  return some.map(({ epoch, image, selavy, noise, background }) => ({
    epoch,
    image: moved(image),
    selavy: moved(selavy),
    noise: moved(noise),
    background: background && moved(background),
  }))
}

test('files that lie elsewhere are the same images; the tables of a new version say where they are', async () => {
  const moved = movedTo('moved', images.slice(0, 2))
  const home = copyOf(original)
  const outcome = await process(home, config([...moved, ...images.slice(2)]))
  expect(outcome).toMatchObject({ version: 2, unchanged: false, difference: { removed: [], replaced: [], added: [images[2]?.image] } })
  const paths = (await readTable(outcome.directory, 'images')).map((row) => row['path'])
  expect(paths).toEqual([...moved, ...images.slice(2)].map(({ image }) => image))
})

test('an image of which a file has another content is told as replaced, with the file', async () => {
  const [moved] = movedTo('recatalogued', images.slice(0, 1))
  if (!moved) throw new Error('There is an image.')
  writeFileSync(moved.selavy, readFileSync(moved.selavy, 'utf8').trimEnd().split('\n').slice(0, -1).join('\n'))
  const fault = await refusal(copyOf(original), config([moved, ...images.slice(1, 2)]))
  expect(fault.data).toMatchObject({
    replaced: [{ from: images[0]?.image, to: moved.image, files: ['catalogue'] }],
    removed: [],
    added: [],
  })
  expect(fault.message).toContain(`image replaced: ${moved.image} in the place of ${images[0]?.image} (another catalogue)`)
})

test('background maps that come with source monitoring are a change of each image', async () => {
  const home = join(folder, 'without-backgrounds')
  const plain = images.slice(0, 2).map((image) => ({ ...image, background: null }))
  await process(home, config(plain, ''))
  const fault = await refusal(home, config(images.slice(0, 2)))
  expect(fault.data).toMatchObject({
    settings: [{ setting: 'source_monitoring.monitor', from: false, to: true }],
    replaced: plain.map(({ image }) => ({ from: image, to: image, files: ['background'] })),
  })
})

test('epochs that group the images as the list did are no change, others are', async () => {
  const home = copyOf(original)
  expect(await process(home, config(images.slice(0, 2), monitor, 'epochs'))).toMatchObject({ unchanged: true })
  const together = images.slice(0, 2).map((image) => ({ ...image, epoch: '1' }))
  const fault = await refusal(home, config(together, monitor, 'epochs'))
  expect(fault.data).toMatchObject({
    regrouped: together.map(({ image }) => ({ path: image, from: null, to: '1' })),
    removed: [],
    added: [],
  })
  const swapped = images.slice(0, 2).map((image, index) => ({ ...image, epoch: index === 0 ? '2' : '1' }))
  expect((await refusal(home, config(swapped.toReversed(), monitor, 'epochs'))).data).toMatchObject({
    regrouped: [{ to: '2' }, { to: '1' }],
  })
})

test('a file that an expression newly matches is an image added; the version before keeps the files that it was made from', async () => {
  const place = join(folder, 'globbed')
  const inPlace = movedTo('globbed', images)
  const away = join(folder, 'away')
  mkdirSync(away)
  const last = inPlace.at(-1)
  const lastFiles = last ? [last.image, last.selavy, last.noise, last.background ?? ''] : []
  for (const path of lastFiles) renameSync(path, join(away, basename(path)))
  const globs = { image: 'image.*restored.fits', selavy: '*components.txt', noise: 'noiseMap*.fits', background: 'meanMap*.fits' }
  const inputs = Object.entries(globs).map(([kind, glob]) => `  ${kind}: {glob: '${join(place, glob)}'}\n`)
  const globbed = join(folder, 'globbed.yaml')
  writeFileSync(globbed, `inputs:\n${inputs.join('')}${monitor}`)
  const home = join(folder, 'globbed-home')
  expect(await process(home, globbed)).toMatchObject({ version: 1, counts: { images: 2 } })
  for (const path of lastFiles) renameSync(join(away, basename(path)), path)
  expect(await process(home, 'run')).toMatchObject({ version: 2, counts: { images: 3 }, difference: { added: [last?.image] } })
  const kinds = await inStore(home, async ({ store }, run) => (await versionsOfRun(store.catalogue, run.id)).map(({ kind }) => kind))
  expect(kinds).toEqual(['addImages', 'process'])
  const resolved = await inStore(home, async ({ store }, run) => {
    const first = await findVersion(store.catalogue, run.id, 1)
    return valueOf(await resolvedInputsOfResult(store, first?.resultId ?? ''))
  })
  expect(resolved.images).toMatchObject(
    inPlace.slice(0, 2).map(({ image, selavy, noise, background }, epoch) => ({
      imagePath: image,
      selavyPath: selavy,
      noisePath: noise,
      backgroundPath: background,
      epoch,
      epochKey: null,
    })),
  )
  expect(resolved.settings).toMatchObject({ 'source_monitoring.monitor': true, 'source_association.radius': 10 })
  for (const path of lastFiles) renameSync(path, join(away, basename(path)))
  expect((await refusal(home, 'run')).data).toMatchObject({ removed: [last?.image], added: [] })
})
