// One processing by as many workers as there are, each a process of its own: what is made is the same to the byte.
import { join } from 'node:path'
import process from 'node:process'
import { beforeAll, expect, test } from 'vitest'
import { findLiveRunByName } from '../../src/store/catalogue/runs.ts'
import { makeStorePlace } from '../catalogue/eachStore.ts'
import { startHalley, type RunningHalley } from '../cli/runHalley.ts'
import { process as processHere, tableHashes } from '../process/processing.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { until } from './operating.ts'

const folder = temporaryFolder()
let config: string
let alone: Readonly<Record<string, string>>

beforeAll(async () => {
  const images = await makeSurvey(join(folder, 'survey'), { epochs: 12 })
  config = writeConfig(join(folder, 'config.yaml'), images, { settings: 'source_monitoring: {monitor: True}\n' })
  const { directory } = await processHere(join(folder, 'alone'), config, { name: 'lmc', workers: 2 })
  alone = await tableHashes(directory)
})

test.each([1, 2, 4])('what %i workers make is what one process makes, to the byte', async (count) => {
  const place = await makeStorePlace('SQLite', { hasTables: true })
  const store = await place.open()
  const alive = new Set<RunningHalley>()
  const start = (...args: readonly string[]) => {
    const running = startHalley(place.home, args)
    alive.add(running)
    void running.outcome.then(() => alive.delete(running))
    return running
  }
  const crew = Array.from({ length: count }, () => start('worker', '--poll', '50', '--workers', '1'))
  try {
    await Promise.all(crew.map((worker) => worker.saying(' takes ')))
    const asked = start('process', config, '--name', 'lmc', '--workers', '1', '--detach')
    expect(await asked.outcome).toMatchObject({ exitCode: 0, stderr: '' })
    await until(() => crew.some((worker) => worker.said().includes(': completed')))
    expect(await findLiveRunByName(store.catalogue, 'lmc')).toMatchObject({ work: 'completed', headVersion: 1 })
    expect(await tableHashes(join(store.paths.views, 'lmc'))).toEqual(alone)
    for (const { pid } of crew) process.kill(pid, 'SIGTERM')
    const said = await Promise.all(crew.map(async ({ outcome }) => (await outcome).stdout))
    expect(said.filter((words) => words.includes('taken up'))).toHaveLength(1)
    expect(said.some((words) => words.includes('helped with'))).toBe(count > 1)
  } finally {
    for (const { pid } of alive) process.kill(pid, 'SIGKILL')
    await Promise.all([...alive].map(({ outcome }) => outcome))
    await place.remove()
  }
})
