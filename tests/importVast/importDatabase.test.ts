import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importVast } from '../../src/app/importVast/importVast.ts'
import { makeDatabase, type TestDatabase } from '../postgres/sharedServer.ts'
import { readForced, readRows, readTable, type Row } from '../process/processing.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { importRuns, treeChecksums, tryImport, withHalley } from './importing.ts'
import { comment, dumpDatabase, favourite, inDatabase, tag, writeVastDatabase } from './vastDatabase.ts'
import { writeVastTree } from './vastTree.ts'

const folder = temporaryFolder()
const vast = join(folder, 'pipeline-runs')
const home = join(folder, 'home')
let database: TestDatabase
/** Sources of the runs lmc and smc, a catalogue measurement and a forced fit of each, and the first image, in VAST. */
let lmcSources: readonly Row[]
let smcSources: readonly Row[]
let catalogueRow: Row
let lmcForced: Row
let smcForced: Row
let image: Row

beforeAll(async () => {
  const images = await makeSurvey(join(folder, 'survey'))
  await writeVastTree(join(folder, 'maker'), vast, [
    { name: 'lmc', configPath: writeConfig(join(folder, 'lmc.yaml'), images) },
    { name: 'smc', configPath: writeConfig(join(folder, 'smc.yaml'), images.slice(0, 2)) },
  ])
  database = await makeDatabase()
  await writeVastDatabase(database.url, vast, [
    { name: 'lmc', owner: 'ann' },
    { name: 'smc', owner: null },
  ])
  ;[lmcSources, smcSources] = [await readTable(join(vast, 'lmc'), 'sources'), await readTable(join(vast, 'smc'), 'sources')]
  const found = (await readTable(join(vast, 'lmc'), 'images')).toSorted((a, b) => Number(a['datetime']) - Number(b['datetime']))[0]
  image = found ?? {}
  const catalogue = await readRows(join(vast, 'images', String(image['name']).replaceAll('.', '_'), 'measurements.parquet'))
  catalogueRow = catalogue[5] ?? {}
  lmcForced = (await readForced(join(vast, 'lmc')))[3] ?? {}
  smcForced = (await readForced(join(vast, 'smc')))[0] ?? {}
  await inDatabase(database.url, async (client) => {
    const [first, second] = lmcSources
    await comment(client, 'ann', 'run', 1, 'The whole LMC')
    await comment(client, 'bea', 'source', first?.['id'], 'Flares in the second epoch')
    await comment(client, 'bea', 'image', image['id'], 'Good weather')
    await comment(client, 'carl', 'measurement', catalogueRow['id'], 'Side lobe?')
    await comment(client, 'carl', 'measurement', lmcForced['id'], 'Forced beside a bright one')
    await comment(client, 'ann', 'measurement', smcForced['id'], 'Of the other run')
    await comment(client, 'bea', 'source', smcSources[0]?.['id'], 'Seen in the SMC')
    await client.query("INSERT INTO vast_pipeline_comment SELECT 900, now(), 'Of another program', $1, 1, 5", [first?.['id']])
    await tag(client, first?.['id'], 'flare star')
    await tag(client, second?.['id'], 'flare star')
    await tag(client, second?.['id'], 'pulsar')
    await tag(client, smcSources[0]?.['id'], 'pulsar')
    await favourite(client, 'bea', first?.['id'], 'my best')
  })
}, 120_000)

afterAll(() => database.drop())

interface Said {
  readonly by: string
  readonly on: string
  readonly text: string
}

/** Everything that was said in the store at `home`, on what in words. */
function saidIn(store: string, table: 'comments' | 'favourites'): Promise<Said[]> {
  return withHalley(store, async ({ store: { catalogue } }) => {
    const rows = await catalogue
      .selectFrom(`${table as 'comments'} as said`)
      .innerJoin('users', 'users.id', 'said.userId')
      .leftJoin('runs', 'runs.id', 'said.runId')
      .leftJoin('images', 'images.id', 'said.imageId')
      .leftJoin('sourceAnchors as source', 'source.id', 'said.sourceAnchorId')
      .leftJoin('measurementAnchors as measurement', 'measurement.id', 'said.measurementAnchorId')
      .select(['users.name as by', 'said.text', 'runs.name as run', 'images.name as image', 'source.sourceId', 'measurement.measurementId'])
      .orderBy('said.text')
      .execute()
    return rows.map(({ by, text, run, image: imageName, sourceId, measurementId }) => {
      const on = run ?? imageName ?? (sourceId === null ? `measurement ${measurementId}` : `source ${sourceId}`)
      return { by, on, text }
    })
  })
}

/** The id that a measurement of VAST has here: by its image's name and component. */
async function idHere(directory: string, row: Row): Promise<number> {
  const names = new Map((await readTable(join(vast, 'lmc'), 'images')).map((one) => [one['id'], one['name']]))
  const images = await readTable(directory, 'images')
  const own = images.find((one) => one['name'] === names.get(row['image_id']))
  const rows = row['forced'] === true ? await readForced(directory) : await readRows(String(own?.['measurements_path']))
  const found = rows.find((one) => one['image_id'] === own?.['id'] && one['component_id'] === row['component_id'])
  return Number(found?.['id'])
}

test('names of sources, comments, tags, favourites and owners come along; nothing changes there', async () => {
  const [dump, files] = [await dumpDatabase(database.url), treeChecksums(vast)]
  const runs = await importRuns(home, vast, { database: database.url })
  expect(runs.map(({ name, state, remarks }) => [name, state, remarks])).toEqual([
    ['lmc', 'imported', { comments: 6, tags: 3, favourites: 1 }],
    ['smc', 'imported', { comments: 5, tags: 1, favourites: 0 }],
  ])
  expect([await dumpDatabase(database.url), treeChecksums(vast)]).toEqual([dump, files])
  for (const { id, name } of await readTable(join(home, 'runs', 'lmc'), 'sources')) expect(name).toBe(`J${String(id)} in VAST`)
})

test('each comment hangs on what it was about, once, by who said it and when', async () => {
  const lmc = join(home, 'runs', 'lmc')
  const on = {
    catalogue: await idHere(lmc, catalogueRow),
    lmcForced: await idHere(lmc, lmcForced),
    smcForced: await idHere(join(home, 'runs', 'smc'), smcForced),
  }
  expect(on.lmcForced).toBeGreaterThanOrEqual(2 ** 52)
  expect(await saidIn(home, 'comments')).toEqual([
    { by: 'bea', on: `source ${String(lmcSources[0]?.['id'])}`, text: 'Flares in the second epoch' },
    { by: 'carl', on: `measurement ${on.lmcForced}`, text: 'Forced beside a bright one' },
    { by: 'bea', on: image['name'], text: 'Good weather' },
    { by: 'ann', on: `measurement ${on.smcForced}`, text: 'Of the other run' },
    { by: 'bea', on: `source ${String(smcSources[0]?.['id'])}`, text: 'Seen in the SMC' },
    { by: 'carl', on: `measurement ${on.catalogue}`, text: 'Side lobe?' },
    { by: 'ann', on: 'lmc', text: 'The whole LMC' },
  ])
  expect(await saidIn(home, 'favourites')).toEqual([{ by: 'bea', on: `source ${String(lmcSources[0]?.['id'])}`, text: 'my best' }])
  await withHalley(home, async ({ store: { catalogue } }) => {
    const times = await catalogue.selectFrom('comments').select('at').distinct().execute()
    expect(times).toEqual([{ at: '2024-05-06T07:08:09.000Z' }])
  })
})

test('tags are shared by all runs; runs belong to their owners, those without one to who imports', async () => {
  await withHalley(home, async ({ store: { catalogue }, user }) => {
    const links = await catalogue
      .selectFrom('tagLinks')
      .innerJoin('tags', 'tags.id', 'tagLinks.tagId')
      .innerJoin('sourceAnchors', 'sourceAnchors.id', 'tagLinks.sourceAnchorId')
      .select(['tags.name', 'sourceAnchors.sourceId'])
      .orderBy('tags.name')
      .orderBy('sourceAnchors.sourceId')
      .execute()
    const [first, second] = lmcSources.map((row) => row['id'])
    expect(links.map(({ name, sourceId }) => [name, sourceId])).toEqual([
      ['flare star', first],
      ['flare star', second],
      ['pulsar', second],
      ['pulsar', smcSources[0]?.['id']],
    ])
    expect(await catalogue.selectFrom('tags').select('name').orderBy('name').execute()).toEqual([
      { name: 'flare star' },
      { name: 'pulsar' },
    ])
    const owners = catalogue.selectFrom('runs').innerJoin('users', 'users.id', 'runs.ownerId')
    expect(await owners.select(['runs.name', 'users.name as owner', 'runs.description']).orderBy('runs.name').execute()).toEqual([
      { name: 'lmc', owner: 'ann', description: 'What lmc is for' },
      { name: 'smc', owner: user.name, description: 'What smc is for' },
    ])
  })
})

test('a second import does nothing; without the database, what is in it is not asked', async () => {
  const before = await saidIn(home, 'comments')
  for (const request of [{ database: database.url }, {}]) {
    expect((await importRuns(home, vast, request)).map(({ state }) => state)).toEqual(['unchanged', 'unchanged'])
  }
  expect(await saidIn(home, 'comments')).toEqual(before)
})

test('what was said since is told, and comes with a new name alone', async () => {
  await inDatabase(database.url, (client) => comment(client, 'ann', 'source', lmcSources[1]?.['id'], 'Look again'))
  const [run] = await importRuns(home, vast, { database: database.url, runs: ['lmc'] })
  expect(run).toMatchObject({ state: 'changed', differences: ['7 comments, 6 then'] })
  expect(await importRuns(home, vast, { database: database.url, runs: ['lmc'], as: 'lmc-2' })).toMatchObject([{ state: 'imported' }])
  const said = (await saidIn(home, 'comments')).map(({ text }) => text)
  expect(said.filter((text) => text === 'Look again')).toHaveLength(1)
  expect(said.filter((text) => text === 'Good weather')).toHaveLength(1)
  expect(said.filter((text) => text === 'Flares in the second epoch')).toHaveLength(2)
})

test('files that were imported without the database are not imported again with it, unless by another name', async () => {
  const own = join(folder, 'files-first')
  await importRuns(own, vast, { runs: ['smc'] })
  const [run] = await importRuns(own, vast, { runs: ['smc'], database: database.url })
  expect(run).toMatchObject({ state: 'changed', differences: ['its database was not read when it was imported'] })
})

test('a run at work, or one that the database does not have, is refused; the others go on', async () => {
  await inDatabase(database.url, async (client) => {
    await client.query("UPDATE vast_pipeline_run SET status = 'RUN' WHERE name = 'lmc'")
    const [running, imported] = await importRuns(join(folder, 'busy'), vast, { database: database.url })
    expect(running).toMatchObject({
      state: 'refused',
      fault: { code: 'vast.atWork', message: expect.stringContaining('Running') as string },
    })
    expect(imported).toMatchObject({ name: 'smc', state: 'imported' })
    await client.query("UPDATE vast_pipeline_run SET status = 'END', name = 'renamed' WHERE name = 'lmc'")
    const [unknown] = await importRuns(join(folder, 'renamed'), vast, { database: database.url, runs: ['lmc'] })
    expect(unknown).toMatchObject({ state: 'refused', fault: { code: 'vast.database' } })
    await client.query("UPDATE vast_pipeline_run SET name = 'lmc' WHERE name = 'renamed'")
  })
})

test('who may add no users imports no run of people that are not known', async () => {
  const request = { directory: vast, runs: ['lmc'], dryRun: false, signal: new AbortController().signal, onProgress: () => {} }
  await withHalley(join(folder, 'plain'), async (halley) => {
    await halley.store.catalogue.updateTable('users').set({ isAdministrator: 0 }).execute()
    const refused = await importVast(halley, { ...request, database: database.url })
    expect(refused).toMatchObject({ ok: true, value: { runs: [{ state: 'refused', fault: { code: 'right.denied' } }] } })
    expect(await halley.store.catalogue.selectFrom('runs').select('id').execute()).toEqual([])
    expect(await importVast(halley, request)).toMatchObject({ ok: true, value: { runs: [{ state: 'imported' }] } })
  })
})

test('another database, one that is not there and no URL at all are refused before anything is read, without the password', async () => {
  const empty = await makeDatabase()
  const own = join(folder, 'nothing')
  try {
    for (const url of [empty.url, 'postgres://vast:secret@localhost:1/none', 'vastdb']) {
      const outcome = await tryImport(own, vast, { database: url })
      expect(outcome).toMatchObject({ ok: false, fault: { code: 'vast.database' } })
      expect(JSON.stringify(outcome)).not.toContain('secret')
    }
  } finally {
    await empty.drop()
  }
})
