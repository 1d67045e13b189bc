import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { makeSurvey } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { halley } from './runHalley.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const directory = join(home, 'runs', 'pilot')

beforeAll(async () => {
  await makeSurvey(join(folder, 'pilot'))
  expect(await halley(home, 'process', join(folder, 'pilot'))).toMatchObject({ exitCode: 0 })
})

test('export writes the Arrow files into the directory of the run, once', async () => {
  const { exitCode, stdout, stderr } = await halley(home, 'export', 'pilot')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(
    /Version 1 of pilot is exported, in \d+\.\d s\.\n\S+measurements\.arrow {2}\d+ rows, .*B\n\S+measurement_pairs\.arrow/,
  )
  expect(stderr).toMatch(/^measurements .*\npairs .*\n$/)
  expect(existsSync(join(directory, 'measurements.arrow'))).toBe(true)
  expect(await halley(home, 'export', 'pilot')).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('--overwrite') as string })
})

test("VAST's command takes the name or the directory of a run, and its flag", async () => {
  const { exitCode, stdout } = await halley(home, 'createmeasarrow', directory, '--overwrite', '--json')
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ runName: 'pilot', version: 1, files: [{ rows: expect.any(Number) as number }, {}] })
})

test('--version is the version of the run, not of Halley, and --to the folder', async () => {
  const to = join(folder, 'mine')
  expect(await halley(home, 'export', 'pilot', '--version', '1', '--to', to)).toMatchObject({ exitCode: 0 })
  expect(existsSync(join(to, 'measurements.arrow'))).toBe(true)
  expect(await halley(home, 'export', 'pilot', '--version', '7')).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('version 7') as string,
  })
  expect(await halley(home, 'export', 'pilot', '--version', 'last')).toMatchObject({ exitCode: 2 })
})
