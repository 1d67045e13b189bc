import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { RandomStream } from '../../src/simulate/random.ts'
import { readTable, tableHashes } from '../process/processing.ts'
import { makeSurvey, type SurveyImage, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { halley, startHalley } from './runHalley.ts'

const folder = temporaryFolder()
/** Long enough to be met at work. */
let long: string
let short: string
/** The first epochs of the long one. */
let beginning: string
let images: readonly SurveyImage[]

beforeAll(async () => {
  images = await makeSurvey(join(folder, 'survey'), { epochs: 20 })
  long = writeConfig(join(folder, 'long.yaml'), images)
  beginning = writeConfig(join(folder, 'beginning.yaml'), images.slice(0, 2))
  short = writeConfig(join(folder, 'short.yaml'), images.slice(0, 3))
})

function entries(path: string): string[] {
  return existsSync(path) ? readdirSync(path) : []
}

/** Resolves when an operation is at work in the store. */
async function operationIn(home: string): Promise<void> {
  while (!entries(join(home, 'tmp')).some((name) => /^[0-9a-f-]{36}$/.test(name))) await sleep(5)
}

async function statusOf(home: string): Promise<unknown> {
  const outcome = await halley(home, 'status', '--json')
  expect(outcome.exitCode).toBe(0)
  return JSON.parse(outcome.stdout)
}

test.concurrent('SIGINT during ingest ends with 130 and a cancelled run without a version, and processing again works', async () => {
  const home = join(folder, 'ingest')
  const running = startHalley(home, ['process', long, '--name', 'run', '--workers', '1'])
  await operationIn(home)
  process.kill(running.pid, 'SIGINT')
  const outcome = await running.outcome
  expect(outcome).toMatchObject({ exitCode: 130, signal: null, stdout: '' })
  expect(outcome.stderr).toMatch(/Interrupted/)
  expect(outcome.stderr).not.toMatch(/\n\s+at /)
  expect(entries(join(home, 'tmp'))).toEqual([])
  expect(await statusOf(home)).toMatchObject([{ name: 'run', work: 'cancelled', words: 'Cancelled', version: null }])
  expect(await halley(home, 'process', 'run')).toMatchObject({ exitCode: 0 })
})

test.concurrent('SIGINT during forced fits leaves the head as it was and keeps what was ingested', async () => {
  const home = join(folder, 'forced')
  expect(await halley(home, 'process', beginning, '--name', 'run')).toMatchObject({ exitCode: 0 })
  const before = await tableHashes(join(home, 'runs', 'run'))
  const running = startHalley(home, ['process', long, '--name', 'run', '--workers', '1'])
  await running.saying('coverage')
  process.kill(running.pid, 'SIGINT')
  expect(await running.outcome).toMatchObject({ exitCode: 130, signal: null })
  expect(entries(join(home, 'tmp'))).toEqual([])
  expect(await statusOf(home)).toMatchObject([{ work: 'cancelled', version: 1, counts: { images: 2 } }])
  expect(await tableHashes(join(home, 'runs', 'run'))).toEqual(before)
  const again = await halley(home, 'process', 'run')
  expect(again.exitCode).toBe(0)
  expect(again.stderr).toMatch(/0 images ingested, 20 known/)
})

test.concurrent('SIGINT during ingest alone ends with 130 and keeps nothing', async () => {
  const home = join(folder, 'ingest-alone')
  const running = startHalley(home, ['ingest', long, '--json'])
  await operationIn(home)
  process.kill(running.pid, 'SIGINT')
  const outcome = await running.outcome
  expect(outcome.exitCode).toBe(130)
  expect(JSON.parse(outcome.stdout)).toMatchObject({ error: { code: 'interrupted', retryable: true } })
  expect(entries(join(home, 'tmp'))).toEqual([])
  expect(entries(join(home, 'objects', 'images'))).toEqual([])
})

const random = new RandomStream('moments')
const moments = Array.from({ length: 4 }, () => Math.round(250 + 900 * random.uniform()))

test.concurrent.each(moments)('killed %i ms after its start, nothing is stuck or left, and processing again works', async (moment) => {
  const home = join(folder, `killed-${moment}`)
  const running = startHalley(home, ['process', short, '--name', 'run'])
  await sleep(moment)
  process.kill(running.pid, 'SIGKILL')
  await running.outcome
  const runs = await statusOf(home)
  expect(entries(join(home, 'tmp'))).toEqual([])
  for (const run of Array.isArray(runs) ? runs : []) expect(run).not.toMatchObject({ work: 'running' })
  expect(await halley(home, 'process', short, '--name', 'run')).toMatchObject({ exitCode: 0 })
  expect(await statusOf(home)).toMatchObject([{ work: 'completed', version: 1, counts: { images: 3 } }])
  const objects = join(home, 'objects', 'runs')
  expect(entries(objects).flatMap((run) => entries(join(objects, run, 'results')))).toHaveLength(1)
  expect(entries(join(home, 'objects', 'images'))).toHaveLength(3)
})

test.concurrent('killed while it runs, a run is an error that says so, at once', async () => {
  const home = join(folder, 'killed-running')
  const running = startHalley(home, ['process', long, '--name', 'run'])
  await operationIn(home)
  process.kill(running.pid, 'SIGKILL')
  await running.outcome
  expect(await statusOf(home)).toMatchObject([{ work: 'failed', words: 'Error', version: null, fault: { code: 'run.abandoned' } }])
  expect(entries(join(home, 'tmp'))).toEqual([])
})

test.concurrent('a run that is at work is refused to a second process, which says what to do', async () => {
  const home = join(folder, 'twice')
  const winner = startHalley(home, ['process', long, '--name', 'run', '--workers', '1'])
  await operationIn(home)
  const loser = await halley(home, 'process', 'run')
  expect(loser).toMatchObject({ exitCode: 5, stdout: '' })
  expect(loser.stderr).toMatch(/expected run run to be Initialised, .*, found it Running\.\nWait until it is done: \.\/halley status run/)
  expect(await winner.outcome).toMatchObject({ exitCode: 0 })
  expect(await statusOf(home)).toMatchObject([{ work: 'completed', version: 1 }])
})

test.concurrent('of processes that start one run at the same moment one makes the version', async () => {
  const home = join(folder, 'at-once')
  expect(await halley(home, 'init', 'run', '--config', short)).toMatchObject({ exitCode: 0 })
  const outcomes = await Promise.all([1, 2, 3].map(() => halley(home, 'process', 'run', '--json')))
  const codes = outcomes.map(({ exitCode }) => exitCode)
  expect(codes).toContain(0)
  expect(codes.filter((code) => code !== 0 && code !== 5)).toEqual([])
  expect(await statusOf(home)).toMatchObject([{ work: 'completed', version: 1 }])
})

test.concurrent("different runs of the same images that start at the same moment do not get into each other's way", async () => {
  const home = join(folder, 'side-by-side')
  const names = ['east', 'west', 'north', 'south']
  const outcomes = await Promise.all(names.map((name) => halley(home, 'process', short, '--name', name, '--workers', '1')))
  expect(outcomes.map(({ exitCode, stdout }) => [exitCode, stdout.includes('3 images, ')])).toEqual(names.map(() => [0, true]))
  expect(entries(join(home, 'tmp'))).toEqual([])
  expect(entries(join(home, 'objects', 'images'))).toHaveLength(3)
  for (const name of names) {
    const images = await readTable(join(home, 'runs', name), 'images')
    expect(images.map((image) => existsSync(String(image['measurements_path'])))).toEqual([true, true, true])
  }
})

test.concurrent('of processes that make one run at the same moment one does, and nothing of the others stays', async () => {
  const home = join(folder, 'one-name')
  const outcomes = await Promise.all([1, 2, 3].map(() => halley(home, 'init', 'run')))
  expect(outcomes.filter(({ exitCode }) => exitCode === 0)).toHaveLength(1)
  expect(outcomes.filter(({ exitCode }) => exitCode === 5)).toHaveLength(2)
  expect(entries(join(home, 'objects', 'runs'))).toHaveLength(1)
})
