import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { writeVastTree } from '../importVast/vastTree.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { halley } from './runHalley.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const vast = join(folder, 'pipeline-runs')

beforeAll(async () => {
  const images = await makeSurvey(join(folder, 'survey'))
  await writeVastTree(join(folder, 'maker'), vast, [
    { name: 'lmc', configPath: writeConfig(join(folder, 'lmc.yaml'), images) },
    { name: 'smc', configPath: writeConfig(join(folder, 'smc.yaml'), images.slice(0, 2)) },
  ])
  mkdirSync(join(vast, 'idea'))
  writeFileSync(join(vast, 'idea', 'config.yaml'), 'inputs:\n')
})

test('import-vast says of each run what became of it', async () => {
  expect(await halley(home, 'import-vast', vast, '--dry-run')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/lmc +lmc +would be imported/) as string,
  })
  const { exitCode, stdout } = await halley(home, 'import-vast', vast, '--run', 'lmc', 'idea')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(
    /^in VAST +run +images +detections +forced +sources\nidea +idea +never processed: nothing to import .*\nlmc +lmc +imported as version 1 +3 +\d+ +\d+ +\d+\n$/,
  )
  expect(await halley(home, 'status', 'lmc')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/lmc +Completed +1 +3/) as string,
  })
  expect((await halley(home, 'import-vast', vast, '--run', 'lmc')).stdout).toMatch(/lmc +lmc +unchanged since it was imported/)
})

test('a refused run ends the command with 3 and its reason, also as JSON; the others are imported', async () => {
  rmSync(join(vast, 'lmc', 'relations.parquet'))
  const { exitCode, stdout } = await halley(home, 'import-vast', vast, '--json')
  expect(exitCode).toBe(3)
  const { runs } = JSON.parse(stdout) as { runs: { vastName: string; state: string }[] }
  expect(runs.map(({ vastName, state }) => [vastName, state])).toEqual([
    ['idea', 'unprocessed'],
    ['lmc', 'refused'],
    ['smc', 'imported'],
  ])
  expect(stdout).toContain('relations.parquet: expected this table of run lmc, found no file.')
})
