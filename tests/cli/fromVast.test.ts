// What an astronomer types who comes from the VAST Pipeline.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { makeSurvey } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { halley } from './runHalley.ts'

const folder = temporaryFolder()
const survey = join(folder, 'pilot')
const home = join(folder, 'home')

beforeAll(async () => {
  await makeSurvey(survey)
})

test('initingest writes a configuration that ingestimages takes, and never over a file', async () => {
  const file = join(folder, 'ingest.yaml')
  const made = await halley(home, 'initingest', file, '--from', survey)
  expect(made).toMatchObject({ exitCode: 0, stderr: '' })
  expect(made.stdout).toBe(`Configuration: ${file}\n3 images are listed in it.\nNext: ./halley ingest ${file}\n`)
  expect(readFileSync(file, 'utf8')).toContain('  condon_errors: true\n')
  expect(await halley(home, 'ingestimages', file)).toMatchObject({
    exitCode: 0,
    stdout: '3 images ingested, 0 were known already, 132 detections in all.\n',
  })
  writeFileSync(file, 'mine')
  const again = await halley(home, 'ingest-init', file)
  expect(again).toMatchObject({ exitCode: 5, stdout: '' })
  expect(again.stderr).toContain('expected no file of that name yet, found one')
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect(await halley(home, 'ingest-init', join(folder, 'nowhere', 'ingest.yaml'))).toMatchObject({ exitCode: 4 })
  expect(existsSync(join(folder, 'nowhere'))).toBe(false)
})

test('runpipeline and restorepiperun take -v 2 for a detailed log', async () => {
  expect(await halley(home, 'initpiperun', 'lmc', '--from', survey)).toMatchObject({ exitCode: 0 })
  expect(await halley(home, 'runpipeline', 'lmc', '-v', '2')).toMatchObject({ exitCode: 0 })
  expect(await halley(home, 'restorepiperun', 'lmc', '--to', '1', '-v', '2', '--no-confirm')).not.toMatchObject({ exitCode: 2 })
  expect(await halley(home, 'runpipeline', 'lmc', '-v', '7')).toMatchObject({ exitCode: 2 })
})

test('clearing a run without versions is refused before anything is asked, with what may have been meant', async () => {
  expect(await halley(home, 'initpiperun', 'empty')).toMatchObject({ exitCode: 0 })
  for (const way of [['--yes'], ['--purge'], ['--plan']]) {
    const refused = await halley(home, 'clearpiperun', 'empty', ...way)
    expect(refused).toMatchObject({ exitCode: 5, stdout: '' })
    expect(refused.stderr).toContain('To move the run itself to Trash: ./halley delete empty')
  }
})

test('debugrun all is all, whatever else is named', async () => {
  const [alone, among] = await Promise.all([halley(home, 'debugrun', 'all'), halley(home, 'debugrun', 'all', 'empty')])
  expect(among).toEqual(alone)
})
