import { lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { process, readTable } from './processing.ts'
import { makeSurvey, type SurveyImage, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const directory = join(home, 'runs', 'lmc')
let images: SurveyImage[]

beforeAll(async () => {
  images = await makeSurvey(join(folder, 'survey'))
  await process(home, writeConfig(join(folder, 'first.yaml'), images.slice(0, 2)), { name: 'lmc' })
})

const label = 'image_i_SIM_0200-30_SB0000N_cont_taylor_0_restored_fits'
const log = /^\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d_log\.txt$/

test('a run directory has the files of VAST, under its names', () => {
  const names = readdirSync(directory).filter((name) => !log.test(name))
  expect(names.toSorted()).toEqual(
    [
      'associations.parquet',
      'bands.parquet',
      'config.yaml',
      ...[1, 2].map((number) => `forced_measurements_${label.replace('N', String(number))}.parquet`),
      'images.parquet',
      'measurement_pairs.parquet',
      'relations.parquet',
      'skyregions.parquet',
      'sources.parquet',
    ].toSorted(),
  )
})

test('the images table leads to the measurements, under the names of VAST', async () => {
  for (const { measurements_path: path, name } of await readTable(directory, 'images')) {
    expect(path).toBe(join(home, 'runs', 'images', String(name).replaceAll('.', '_'), 'measurements.parquet'))
    expect(realpathSync(String(path))).toContain(join(home, 'objects', 'images'))
  }
})

test('the log is named after its start in UTC and tells the stages in order', () => {
  const [name = ''] = readdirSync(directory).filter((one) => log.test(one))
  const [date, time] = [name.slice(0, 10), name.slice(11, 19).replaceAll('-', ':')]
  const startedMs = Date.parse(`${date}T${time}Z`)
  expect(Math.abs(lstatSync(join(home, 'store.json')).mtimeMs - startedMs)).toBeLessThan(120_000)
  const lines = readFileSync(join(directory, name), 'utf8').trim().split('\n')
  for (const line of lines) expect(line).toMatch(new RegExp(`^${date} \\d\\d:\\d\\d:\\d\\d,\\d{3} [a-z ]+ (INFO|WARNING|ERROR) `))
  const stages = lines.flatMap((line) => /,\d{3} ([a-z ]+) INFO started$/.exec(line)?.[1] ?? [])
  expect(stages).toEqual(['ingest', 'association', 'coverage', 'forced fits', 'statistics', 'tables', 'publish'])
  expect(lines.at(-1)).toMatch(/process INFO Version 1 is shown\.$/)
})

test('config.yaml is the draft: what is written into it is processed next', async () => {
  const draft = join(directory, 'config.yaml')
  const text = readFileSync(draft, 'utf8')
  writeFileSync(draft, `${text}source_association: {radius: 8.25}\n`)
  expect(await process(home, 'lmc', { fullRerun: true })).toMatchObject({ version: 2, unchanged: false })
  expect(readFileSync(realpathSync(join(directory, 'sources.parquet')).replace('sources.parquet', 'config.yaml'), 'utf8')).toContain(
    'radius: 8.25',
  )
  expect(readFileSync(draft, 'utf8')).toContain('radius: 8.25')
})

const settings = 'source_monitoring: {monitor: True}\nsource_association: {radius: 8.25}\n'

test('what users put into the run directory stays when it is processed again, in the way of no table', async () => {
  mkdirSync(join(directory, 'plots'))
  writeFileSync(join(directory, 'plots', 'eta.png'), 'a plot')
  writeFileSync(join(directory, 'notes.txt'), 'my notes')
  const { version, directory: same } = await process(home, writeConfig(join(folder, 'all.yaml'), images, { settings }), { name: 'lmc' })
  expect({ version, same }).toEqual({ version: 3, same: directory })
  expect(readFileSync(join(directory, 'notes.txt'), 'utf8')).toBe('my notes')
  expect(readFileSync(join(directory, 'plots', 'eta.png'), 'utf8')).toBe('a plot')
  expect(await readTable(directory, 'images')).toHaveLength(3)
  expect(readdirSync(directory).filter((name) => log.test(name)).length).toBeGreaterThanOrEqual(1)
})

test('the files of a version cannot be written, and stay when another is shown', async () => {
  const results = join(realpathSync(join(directory, 'sources.parquet')), '..', '..')
  const versions = readdirSync(results)
  expect(versions).toHaveLength(3)
  for (const version of versions) {
    for (const name of readdirSync(join(results, version))) expect(lstatSync(join(results, version, name)).mode & 0o777).toBe(0o440)
  }
})
