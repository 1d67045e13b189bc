import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { ImportRequest } from '../../src/app/importVast/importVast.ts'
import { sourceName } from '../../src/sky/sourceName.ts'
import { process, readDetections, readForced, readRows, readTable, type Row, without } from '../process/processing.ts'
import { makeSurvey, type SurveyImage, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { importRuns, treeChecksums, tryImport, withHalley } from './importing.ts'
import { firstSourceId, writeVastTree } from './vastTree.ts'

const folder = temporaryFolder()
const vast = join(folder, 'pipeline-runs')
const home = join(folder, 'home')
const lmc = join(home, 'runs', 'lmc')
/** A run of VAST whose name no run of Halley can have. */
const oddName = 'deep,2'
let images: SurveyImage[]
let before: Readonly<Record<string, string>>

beforeAll(async () => {
  images = await makeSurvey(join(folder, 'survey'))
  await writeVastTree(join(folder, 'maker'), vast, [
    { name: 'lmc', configPath: writeConfig(join(folder, 'lmc.yaml'), images) },
    { name: oddName, configPath: writeConfig(join(folder, 'deep.yaml'), images.slice(0, 2), { form: 'epochs' }) },
  ])
  mkdirSync(join(vast, 'fresh'))
  writeFileSync(join(vast, 'fresh', 'config.yaml'), 'run: {}\n')
  before = treeChecksums(vast)
})

/** A copy of the old system's folder, to be changed. */
function copyOfTree(name: string): string {
  const copy = join(folder, name, 'pipeline-runs')
  cpSync(vast, copy, { recursive: true, preserveTimestamps: true })
  return copy
}

/** What does not depend on ids: the image and the component of a measurement. */
function measurementKeys(measurements: readonly Row[], imageRows: readonly Row[]): Map<unknown, string> {
  const names = new Map(imageRows.map((row) => [row['id'], String(row['name'])]))
  return new Map(measurements.map((row) => [row['id'], `${names.get(row['image_id']) ?? '?'} ${String(row['component_id'])}`]))
}

async function vastMeasurements(run: string): Promise<readonly Row[]> {
  const names = (await readTable(join(vast, run), 'images')).map((row) => String(row['name']).replaceAll('.', '_'))
  const catalogues = await Promise.all(names.map((name) => readRows(join(vast, 'images', name, 'measurements.parquet'))))
  return [...catalogues.flat(), ...(await readForced(join(vast, run)))]
}

async function halleyMeasurements(directory: string): Promise<readonly Row[]> {
  return [...(await readDetections(directory)), ...(await readForced(directory))]
}

function sorted(rows: readonly Row[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort()
}

/** Measurements without their ids. */
function valuesOf(rows: readonly Row[]): string[] {
  return sorted(rows.map((row) => without(row, 'id', 'image_id')))
}

function imageFactsIn(store: string): Promise<readonly Row[]> {
  return withHalley(store, async ({ store: { catalogue } }) => {
    const rows = await catalogue.selectFrom('images').select('facts').orderBy('name').execute()
    return rows.map((row) => JSON.parse(row.facts) as Row)
  })
}

test('a dry run says what would be taken over, and takes nothing', async () => {
  const runs = await importRuns(join(folder, 'dry'), vast, { dryRun: true })
  expect(runs.map(({ vastName, name, state }) => [vastName, name, state])).toEqual([
    [oddName, 'deep_2', 'wouldImport'],
    ['fresh', 'fresh', 'unprocessed'],
    ['lmc', 'lmc', 'wouldImport'],
  ])
  expect(readdirSync(join(folder, 'dry', 'runs'))).toEqual(['images'])
  expect(readdirSync(join(folder, 'dry', 'objects', 'images'))).toEqual([])
})

test('each processed run becomes version 1 of a run, its name made valid where it must be', async () => {
  const runs = await importRuns(home, vast)
  expect(runs.map(({ vastName, name, state, madeBy }) => [vastName, name, state, madeBy])).toEqual([
    [oddName, 'deep_2', 'imported', '1.1.1-dev'],
    ['fresh', 'fresh', 'unprocessed', null],
    ['lmc', 'lmc', 'imported', '1.1.1-dev'],
  ])
  const [, , { counts }] = runs as [unknown, unknown, (typeof runs)[number]]
  expect(counts).toEqual({
    images: 3,
    detections: (await readDetections(lmc)).length,
    forced: (await readForced(lmc)).length,
    sources: (await readTable(lmc, 'sources')).length,
    newSources: (await readTable(lmc, 'sources')).filter((row) => row['new'] === true).length,
    relations: (await readTable(lmc, 'relations')).length,
  })
  expect(counts?.forced).toBeGreaterThan(10)
  await withHalley(home, async ({ store: { catalogue } }) => {
    const versions = await catalogue.selectFrom('versions').select(['number']).execute()
    const runRows = await catalogue.selectFrom('runs').select(['name', 'work', 'headVersion']).orderBy('name').execute()
    expect(versions).toEqual([{ number: 1 }, { number: 1 }])
    expect(runRows).toEqual([
      { name: 'deep_2', work: 'completed', headVersion: 1 },
      { name: 'lmc', work: 'completed', headVersion: 1 },
    ])
  })
})

test('sources keep their ids and every value, and get their names', async () => {
  const found = await readTable(lmc, 'sources')
  expect(sorted(found.map((row) => without(row, 'name')))).toEqual(sorted(await readTable(join(vast, 'lmc'), 'sources')))
  for (const { name, wavg_ra: ra, wavg_dec: dec } of found) expect(name).toBe(sourceName(Number(ra), Number(dec)))
  expect(Math.min(...found.map((row) => Number(row['id'])))).toBe(firstSourceId)
})

test('measurements keep every value, with ids of Halley', async () => {
  const found = await halleyMeasurements(lmc)
  expect(valuesOf(found)).toEqual(valuesOf(await vastMeasurements('lmc')))
  const numbers = new Set((await readTable(lmc, 'images')).map((row) => Number(row['id'])))
  for (const { id, image_id: image, forced } of found) {
    expect(numbers.has(Number(image))).toBe(true)
    expect(forced === true ? Number(id) >= 2 ** 52 : Math.floor(Number(id) / 2 ** 20) === image).toBe(true)
  }
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
})

test('associations, relations and pairs lead to the same measurements and sources as in VAST', async () => {
  const [oldImages, newImages] = [await readTable(join(vast, 'lmc'), 'images'), await readTable(lmc, 'images')]
  const oldKeys = measurementKeys(await vastMeasurements('lmc'), oldImages)
  const newKeys = measurementKeys(await halleyMeasurements(lmc), newImages)
  const withKeys = (rows: readonly Row[], keys: ReadonlyMap<unknown, string>, ...columns: readonly string[]) =>
    sorted(rows.map((row) => ({ ...row, ...Object.fromEntries(columns.map((column) => [column, keys.get(row[column])])) })))
  const oldMembers = (await readTable(join(vast, 'lmc'), 'associations')).map((row) => without(row, '__index_level_0__'))
  expect(withKeys(await readTable(lmc, 'associations'), newKeys, 'meas_id')).toEqual(withKeys(oldMembers, oldKeys, 'meas_id'))
  expect(sorted(await readTable(lmc, 'relations'))).toEqual(sorted(await readTable(join(vast, 'lmc'), 'relations')))
  const pairs = ['meas_id_a', 'meas_id_b']
  expect(withKeys(await readTable(lmc, 'measurement_pairs'), newKeys, ...pairs)).toEqual(
    withKeys(await readTable(join(vast, 'lmc'), 'measurement_pairs'), oldKeys, ...pairs),
  )
})

test('associations are in the order of source, time and measurement; sources in that of the sky; images in that of time', async () => {
  const time = new Map((await halleyMeasurements(lmc)).map((row) => [row['id'], Number(row['time'])]))
  const members = (await readTable(lmc, 'associations')).map((row) => [
    Number(row['source_id']),
    time.get(row['meas_id']) ?? 0,
    Number(row['meas_id']),
  ])
  expect(members).toEqual(members.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0)))
  const imageTimes = (await readTable(lmc, 'images')).map((row) => Number(row['datetime']))
  expect(imageTimes).toEqual(imageTimes.toSorted((a, b) => a - b))
  const made = await readTable(join(folder, 'maker', 'runs', 'run0'), 'sources')
  expect((await readTable(lmc, 'sources')).map((row) => row['wavg_ra'])).toEqual(made.map((row) => row['wavg_ra']))
})

test('runs that share images in VAST share them here', async () => {
  const [some, all] = [await readTable(join(home, 'runs', 'deep_2'), 'images'), await readTable(lmc, 'images')]
  expect(some.map((row) => row['id'])).toEqual(all.slice(0, 2).map((row) => row['id']))
  expect(readdirSync(join(home, 'objects', 'images'))).toHaveLength(3)
  for (const { measurements_path: path } of all) expect(realpathSync(String(path))).toContain(join(home, 'objects', 'images'))
})

test('the manifest says where it comes from, and the images what files they were made of', async () => {
  const result = join(realpathSync(join(lmc, 'sources.parquet')), '..')
  const { origin } = JSON.parse(readFileSync(join(result, 'manifest.json'), 'utf8')) as { origin: { files: { name: string }[] } }
  expect(origin).toMatchObject({ system: 'VAST Pipeline', version: '1.1.1-dev', path: realpathSync(join(vast, 'lmc')), name: 'lmc' })
  expect(origin.files.map(({ name }) => name)).toContain('sources.parquet')
  expect(origin.files.filter(({ name }) => name.startsWith('images/'))).toHaveLength(3)
  await withHalley(home, async ({ store: { catalogue } }) => {
    const files = await catalogue.selectFrom('imageFiles').select(['role', 'path', 'fingerprint']).execute()
    expect(files).toHaveLength(12)
    for (const { fingerprint } of files) expect(fingerprint).toMatch(/^(sha256|sampled):/)
    const facts = (await catalogue.selectFrom('images').select(['facts', 'ingestSettings']).execute()).map(
      (row) => JSON.parse(row.facts) as unknown,
    )
    expect(facts[0]).toMatchObject({ width: 256, height: 256, telescope: 'ASKAP' })
    expect(await catalogue.selectFrom('audit').select('action').where('action', '=', 'importRun').execute()).toHaveLength(2)
  })
})

test('nothing in the old system has changed', () => {
  expect(treeChecksums(vast)).toEqual(before)
})

test('a second import of what has not changed does nothing', async () => {
  const objects = treeChecksums(join(home, 'objects'))
  const runs = await importRuns(home, vast)
  expect(runs.map(({ name, state }) => [name, state])).toEqual([
    ['deep_2', 'unchanged'],
    ['fresh', 'unprocessed'],
    ['lmc', 'unchanged'],
  ])
  expect(treeChecksums(join(home, 'objects'))).toEqual(objects)
})

test('a run that has changed since is left, with the difference named, unless it gets another name', async () => {
  const copy = copyOfTree('changing')
  const own = join(folder, 'changing', 'home')
  await importRuns(own, copy, { runs: ['lmc'] })
  appendFileSync(join(copy, 'lmc', 'config.yaml'), '# edited\n')
  cpSync(join(copy, 'lmc', 'config.yaml'), join(copy, 'lmc', 'config_prev.yaml'))
  const [run] = await importRuns(own, copy, { runs: ['lmc'] })
  expect(run).toMatchObject({ state: 'changed', differences: ['config_prev.yaml has changed', 'config.yaml has changed'] })
  expect(await importRuns(own, copy, { runs: ['lmc'], as: 'again' })).toMatchObject([{ name: 'again', state: 'imported' }])
  expect(await readTable(join(own, 'runs', 'again'), 'sources')).toEqual(await readTable(join(own, 'runs', 'lmc'), 'sources'))
})

const damages: readonly (readonly [what: string, damage: (run: string) => void, says: RegExp])[] = [
  [
    'a table is cut short',
    (run) => writeFileSync(join(run, 'sources.parquet'), readFileSync(join(run, 'sources.parquet')).subarray(0, 300)),
    /lmc\/sources\.parquet: expected a Parquet file/,
  ],
  [
    'a table is missing',
    (run) => rmSync(join(run, 'relations.parquet')),
    /lmc\/relations\.parquet: expected this table of run lmc, found no file/,
  ],
  [
    'measurements of an image are missing',
    (run) => rmSync(join(run, '..', 'images'), { recursive: true }),
    /images\/.*measurements\.parquet: expected the measurements of image /,
  ],
  [
    'forced fits are missing',
    (run) => rmSync(join(run, readdirSync(run).find((name) => name.startsWith('forced_')) ?? '')),
    /associations\.parquet: expected meas_id to name a measurement/,
  ],
  [
    'forced fits belong to no image',
    (run) =>
      renameSync(
        join(run, readdirSync(run).find((name) => name.startsWith('forced_')) ?? ''),
        join(run, 'forced_measurements_x_fits.parquet'),
      ),
    /forced_measurements_x_fits\.parquet: expected forced fits of an image/,
  ],
  [
    'the images are not those of the configuration',
    (run) => cpSync(join(folder, 'deep.yaml'), join(run, 'config_prev.yaml')),
    /images\.parquet: expected the images of .*config_prev\.yaml, found 3 images where it names 2/,
  ],
]

test.each(damages)('a run is refused, with file and reason, where %s; the others go on', async (what, damage, says) => {
  const copy = copyOfTree(what.replaceAll(' ', '-'))
  damage(join(copy, 'lmc'))
  const own = join(copy, '..', 'home')
  const wanted = what.startsWith('measurements') ? ['lmc'] : ['lmc', oddName]
  const runs = await importRuns(own, copy, { runs: wanted })
  const refused = runs.find(({ name }) => name === 'lmc')
  expect(refused).toMatchObject({ state: 'refused', fault: { code: 'vast.damaged' } })
  expect(refused?.fault?.message).toMatch(says)
  expect(runs.filter(({ state }) => state === 'imported')).toHaveLength(wanted.length - 1)
  expect(readdirSync(join(own, 'runs'))).not.toContain('lmc')
})

test('an import that was interrupted is taken up by the next one', async () => {
  const own = join(folder, 'interrupted')
  const controller = new AbortController()
  const onProgress: ImportRequest['onProgress'] = (event) => {
    if (event.kind === 'started' && event.stage === 'tables') controller.abort()
  }
  const outcome = await tryImport(own, vast, { runs: ['lmc'], signal: controller.signal, onProgress })
  expect(outcome).toMatchObject({ ok: true, value: { runs: [{ state: 'refused', fault: { code: 'interrupted' } }] } })
  expect(readdirSync(join(own, 'tmp'))).toEqual([])
  expect(await importRuns(own, vast, { runs: ['lmc'] })).toMatchObject([{ name: 'lmc', state: 'imported' }])
  await withHalley(own, async ({ store: { catalogue } }) => {
    expect(await catalogue.selectFrom('runs').select(['name', 'work', 'headVersion']).execute()).toEqual([
      { name: 'lmc', work: 'completed', headVersion: 1 },
    ])
  })
  expect(await readTable(join(own, 'runs', 'lmc'), 'associations')).toEqual(await readTable(lmc, 'associations'))
})

test('a name that another run has is refused, and the way out named', async () => {
  const own = join(folder, 'taken')
  await process(own, writeConfig(join(folder, 'own.yaml'), images.slice(0, 2)), { name: 'lmc' })
  const [run] = await importRuns(own, vast, { runs: ['lmc'] })
  expect(run).toMatchObject({ state: 'refused', fault: { code: 'vast.nameTaken', hint: expect.stringContaining('--as') as string } })
})

test('images that Halley has measured itself are never taken for those of VAST, nor the other way round', async () => {
  const own = join(folder, 'taken')
  await importRuns(own, vast, { runs: ['lmc'], as: 'old' })
  const [mine, theirs] = [await readTable(join(own, 'runs', 'lmc'), 'images'), await readTable(join(own, 'runs', 'old'), 'images')]
  const numbers = theirs.map((row) => row['id'])
  for (const { id } of mine) expect(numbers).not.toContain(id)
})

test('a folder without runs, a run that is not there and one name for several are refused', async () => {
  const own = join(folder, 'none')
  expect(await tryImport(own, join(folder, 'survey', 'images'))).toMatchObject({ ok: false, fault: { code: 'vast.folder' } })
  expect(await tryImport(own, vast, { runs: ['smc'] })).toMatchObject({ ok: false, fault: { code: 'vast.folder' } })
  expect(await tryImport(own, vast, { as: 'all' })).toMatchObject({ ok: false, fault: { code: 'vast.folder' } })
})

test('the images are told by the tables alone where the FITS files are gone', async () => {
  const own = join(folder, 'gone')
  renameSync(join(folder, 'survey'), join(folder, 'moved'))
  try {
    expect(await importRuns(own, join(vast, 'lmc'))).toMatchObject([{ state: 'imported' }])
  } finally {
    renameSync(join(folder, 'moved'), join(folder, 'survey'))
  }
  const [told, read] = [await imageFactsIn(own), await imageFactsIn(home)]
  for (const [index, fact] of told.entries()) {
    const same = ['name', 'timeUtc', 'width', 'height', 'polarisation'] as const
    for (const key of same) expect(fact[key]).toEqual(read[index]?.[key])
    for (const key of ['centreRaDeg', 'centreDecDeg', 'pixelScaleXDeg', 'beamMajorDeg', 'jd'])
      expect(fact[key]).toBeCloseTo(Number(read[index]?.[key]), 9)
  }
})

test('an imported run goes on here: its sources keep their ids and names when images are added', async () => {
  const own = join(folder, 'going-on')
  const draft = join(own, 'runs', 'deep_2', 'config.yaml')
  await importRuns(own, vast, { runs: [oddName] })
  const then = await readTable(join(own, 'runs', 'deep_2'), 'sources')
  cpSync(writeConfig(join(folder, 'more.yaml'), images, { form: 'epochs' }), realpathSync(draft))
  expect(await process(own, 'deep_2')).toMatchObject({ version: 2, unchanged: false })
  const now = new Map((await readTable(join(own, 'runs', 'deep_2'), 'sources')).map((row) => [row['id'], row]))
  for (const { id, name, wavg_ra: ra } of then) {
    expect(now.get(id)?.['name']).toBe(name)
    expect(Number(now.get(id)?.['wavg_ra'])).toBeCloseTo(Number(ra), 2)
  }
  const highest = Math.max(...then.map((row) => Number(row['id'])))
  const added = [...now.keys()].filter((id) => !then.some((row) => row['id'] === id))
  expect(added.length).toBeGreaterThan(0)
  for (const id of added) expect(Number(id)).toBeGreaterThan(highest)
})
