import { execFileSync } from 'node:child_process'
import { lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { halley } from './runHalley.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const shown = join(home, 'runs', 'lmc', 'config.yaml')

/** As `sed -i` does it: a new file takes the place of the link. */
function editAnew(from: string, to: string): string {
  const edited = readFileSync(shown, 'utf8').replace(from, to)
  writeFileSync(`${shown}.new`, edited)
  renameSync(`${shown}.new`, shown)
  return edited
}

beforeAll(async () => {
  expect(await halley(home, 'init', 'lmc')).toMatchObject({ exitCode: 0 })
})

test('an edit that took the place of the link to the configuration is never passed over, and the hint puts it where it belongs', async () => {
  const edited = editAnew('deruiter_radius: 5.68', 'deruiter_radius: 5.5')
  for (const command of ['process', 'validate']) {
    const refused = await halley(home, command, 'lmc')
    expect(refused).toMatchObject({ exitCode: 5, stdout: '' })
    expect(refused.stderr).toContain('found a file with another text')
  }
  const { stderr } = await halley(home, 'copy', 'lmc', 'smc')
  execFileSync('sh', ['-c', /To use it: (.*?)\. To drop it/.exec(stderr)?.[1] ?? 'false'])
  const { stdout } = await halley(home, 'validate', 'lmc')
  expect(stdout).toContain('inputs.image')
  expect(lstatSync(shown).isSymbolicLink()).toBe(true)
  expect(readFileSync(shown, 'utf8')).toBe(edited)
})

test('the same text in the place of the link is no edit', async () => {
  editAnew('', '')
  const { stderr } = await halley(home, 'process', 'lmc')
  expect(stderr).not.toContain('found a file with another text')
})
