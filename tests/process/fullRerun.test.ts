import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { halley } from '../cli/runHalley.ts'
import { process, readDetections, readTable, tableHashes, tryProcess } from './processing.ts'
import { makeSurvey, type SurveyImage, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
/** A store with a run that was processed with a radius of 10 and then with one of 4 arcsec. */
const original = join(folder, 'original')
let images: SurveyImage[]
/** An image that is in none of its versions. */
let more: SurveyImage[]
const narrowSettings = 'source_monitoring: {monitor: True}\nsource_association: {radius: 4}\n'
let wide: string
let narrow: string
/** The tables of its first version. */
let first: Awaited<ReturnType<typeof lookAt>>
let copies = 0

beforeAll(async () => {
  const survey = await makeSurvey(join(folder, 'survey'), { epochs: 4, doubleFraction: 0.15, astrometricRmsArcsec: 1 })
  images = survey.slice(0, 3)
  more = survey.slice(3)
  wide = writeConfig(join(folder, 'wide.yaml'), images)
  narrow = writeConfig(join(folder, 'narrow.yaml'), images, { settings: narrowSettings })
  await process(original, wide)
  first = await lookAt(original)
  await process(original, narrow, { fullRerun: true })
})

async function lookAt(home: string) {
  const directory = join(home, 'runs', 'run')
  const folder = dirname(realpathSync(join(directory, 'sources.parquet')))
  const catalogued = new Set((await readDetections(directory)).map(({ id }) => id))
  const members = Map.groupBy(await readTable(directory, 'associations'), (row) => row['source_id'])
  const sources = [...members].map(([id, rows]) => {
    return {
      id,
      members: rows
        .map((row) => row['meas_id'])
        .filter((one) => catalogued.has(one))
        .join(' '),
    }
  })
  return { folder, results: readdirSync(dirname(folder)), hashes: await tableHashes(directory), sources }
}

function copyOf(home: string): string {
  const copy = join(folder, `copy-${++copies}`)
  cpSync(home, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

test('a full re-run makes the next version; sources that are as they were keep their ids, and no id is given twice', async () => {
  const second = await lookAt(original)
  expect(second.hashes).not.toEqual(first.hashes)
  const idOf = new Map(first.sources.map(({ id, members }) => [members, id]))
  const survivors = second.sources.filter(({ members }) => idOf.has(members))
  expect(survivors.length).toBeGreaterThan(0.5 * first.sources.length)
  expect(survivors.length).toBeLessThan(second.sources.length)
  for (const { id, members } of survivors) expect(id).toBe(idOf.get(members))
  expect(new Set(second.sources.map(({ id }) => id)).size).toBe(second.sources.length)
  expect(existsSync(join(first.folder, 'sources.parquet'))).toBe(true)
})

test('inputs of an earlier version give its very tables again, in a new version and without computing', async () => {
  const home = copyOf(original)
  const outcome = await process(home, wide, { fullRerun: true })
  expect(outcome).toMatchObject({ version: 3, shownAgain: 1, unchanged: false })
  expect(outcome.stages.map(({ stage }) => stage)).toEqual(['ingest', 'publish'])
  const again = await lookAt(home)
  expect(again.folder.split('/').at(-1)).toBe(first.folder.split('/').at(-1))
  expect(again.hashes).toEqual(first.hashes)
  expect(again.results).toHaveLength(2)
  expect(await process(home, 'run')).toMatchObject({ version: 3, unchanged: true })
})

test('an earlier version of which a file was altered is made anew instead', async () => {
  const home = copyOf(original)
  const table = join(home, 'objects', first.folder.split('/objects/')[1] ?? '', 'relations.parquet')
  chmodSync(table, 0o640)
  writeFileSync(table, readFileSync(table).subarray(1))
  const outcome = await process(home, wide, { fullRerun: true })
  expect(outcome).toMatchObject({ version: 3, shownAgain: null, unchanged: false })
  expect((await lookAt(home)).results).toHaveLength(3)
})

test('after a restore, what was added before is shown again where the same images are added', async () => {
  const home = copyOf(original)
  const grown = writeConfig(join(folder, 'grown.yaml'), [...images, ...more], { settings: narrowSettings })
  expect(await process(home, grown)).toMatchObject({ version: 3 })
  const added = await lookAt(home)
  expect(await halley(home, 'restore', 'run', '--to', '2', '--yes')).toMatchObject({ exitCode: 0 })
  expect(await process(home, grown)).toMatchObject({ version: 5, shownAgain: 3 })
  expect((await lookAt(home)).hashes).toEqual(added.hashes)
})

test('after a processing that failed, processing what is shown makes no version and the run is Completed again', async () => {
  const home = copyOf(original)
  const broken = join(folder, 'broken.txt')
  writeFileSync(broken, 'no catalogue\n')
  const failing = writeConfig(join(folder, 'failing.yaml'), [...images, ...more.map((image) => ({ ...image, selavy: broken }))], {
    settings: narrowSettings,
  })
  expect(await tryProcess(home, failing)).toMatchObject({ ok: false, fault: { code: expect.stringMatching(/^selavy/) } })
  expect((await halley(home, 'status', 'run')).stdout).toContain('Error')
  expect(await process(home, narrow)).toMatchObject({ version: 2, unchanged: true })
  expect((await halley(home, 'status', 'run')).stdout).toContain('Completed')
})

test('a full re-run of what has not changed makes nothing', async () => {
  expect(await process(copyOf(original), 'run', { fullRerun: true })).toMatchObject({ version: 2, unchanged: true })
})

test('the command line refuses a change with exit code 5, and with --full-rerun says what it acts on', async () => {
  const home = copyOf(original)
  const refused = await halley(home, 'process', wide, '--name', 'run')
  expect(refused).toMatchObject({ exitCode: 5, stdout: '' })
  expect(refused.stderr).toContain('  source_association.radius: 4 -> 10\n')
  const command = /\.\/halley (process run --full-rerun)/.exec(refused.stderr)?.[1] ?? ''
  const done = await halley(home, ...command.split(' '))
  expect(done.exitCode).toBe(0)
  expect(done.stderr).toContain('source_association.radius: 4 -> 10\n')
  expect(done.stdout).toContain('run is Completed: version 3 shows the tables of version 1, whose inputs were the same.')
  const json = await halley(home, 'runpipeline', narrow, '--name', 'run', '--full-rerun', '--json')
  expect(JSON.parse(json.stdout)).toMatchObject({ version: 4, shownAgain: 2, difference: { settings: [{ from: 10, to: 4 }] } })
})
