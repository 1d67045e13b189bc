import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { halley } from '../cli/runHalley.ts'
import { process } from '../process/processing.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const view = (name: string) => join(home, 'runs', name)

beforeAll(async () => {
  const images = await makeSurvey(join(folder, 'survey'))
  await process(home, writeConfig(join(folder, 'lmc.yaml'), images), { name: 'lmc' })
  await process(home, writeConfig(join(folder, 'smc.yaml'), images.slice(0, 1)), { name: 'smc' })
})

/** The command that a refusal proposes, as words; quotes are not needed here. */
function proposed(stderr: string): string[] {
  const line = stderr.split('\n').find((each) => each.includes('./halley')) ?? ''
  return line.slice(line.indexOf('./halley')).split(' ').slice(1)
}

test('delete asks, says the command that needs no answer, and how to undo what it did', async () => {
  const asked = await halley(home, 'delete', 'lmc')
  expect(asked.exitCode).toBe(5)
  expect(asked.stdout).toContain('Moves to Trash: run lmc.')
  expect(asked.stdout).toContain('Images kept because of run smc (v1)')
  expect(proposed(asked.stderr)).toEqual(['delete', 'lmc', '--yes'])
  expect(existsSync(view('lmc'))).toBe(true)
  const done = await halley(home, ...proposed(asked.stderr))
  expect(done).toMatchObject({ exitCode: 0, stderr: '' })
  expect(existsSync(view('lmc'))).toBe(false)
  const undone = await halley(home, ...proposed(done.stdout))
  expect(undone.stdout).toMatch(/^Restored: run lmc, in project /)
  expect(existsSync(join(view('lmc'), 'sources.parquet'))).toBe(true)
})

test('what is held is not deleted permanently, and the plan says who holds it before anything is asked', async () => {
  await halley(home, 'hold', 'add', 'smc', '--reason', 'in the paper')
  const refused = await halley(home, 'delete', 'smc', '--permanently')
  expect(refused.exitCode).toBe(5)
  expect(refused.stdout).toMatch(/Kept: hold on run smc by .*: in the paper/)
  expect(refused.stderr).toMatch(/found hold on run smc by .*: in the paper\. Nothing was changed\./)
  expect((await halley(home, 'hold', 'release', 'smc')).exitCode).toBe(0)
})

test('the rule for versions is shown with the versions, and its plan with what it would free', async () => {
  const plan = await halley(home, 'versions', 'smc', '--keep-last', '1', '--plan')
  expect(plan.stdout).toContain('would move to Trash: nothing')
  await halley(home, 'versions', 'smc', '--keep-last', '2')
  expect((await halley(home, 'versions', 'smc')).stdout).toContain('It keeps its newest 2')
  expect(JSON.parse((await halley(home, 'versions', 'smc', '--json')).stdout)).toHaveLength(1)
  await halley(home, 'versions', 'smc', '--keep-last', 'all')
  expect((await halley(home, 'versions', 'smc')).stdout).not.toContain('It keeps')
  const only = await halley(home, 'restore', 'smc')
  expect(only.stderr).toContain('found version 1 alone, which is shown')
})

test('a run, a sample and an analysis get another name, and where the name is taken a free one is proposed', async () => {
  await halley(home, 'sample', 'draw', 'bright', '--from', 'smc')
  await halley(home, 'sample', 'draw', 'all', '--from', 'smc')
  expect((await halley(home, 'rename', '--kind', 'sample', 'bright', 'bright ones')).stdout).toBe(
    'sample bright is named bright ones now.\n',
  )
  const taken = await halley(home, 'rename', '--kind', 'sample', 'all', 'bright ones', '--json')
  expect(JSON.parse(taken.stdout)).toMatchObject({ error: { code: 'name.taken', data: { proposedName: 'bright ones 2' } } })
  expect((await halley(home, 'analysis', 'run', 'first', '--run', 'lmc')).exitCode).toBe(0)
  expect((await halley(home, 'rename', '--kind', 'analysis', 'first', 'eta and V')).exitCode).toBe(0)
  expect((await halley(home, 'rename', 'smc', 'smc-2')).stdout).toBe('run smc is named smc-2 now.\n')
  expect([existsSync(view('smc')), existsSync(view('smc-2'))]).toEqual([false, true])
  expect((await halley(home, 'rename', 'smc-2', 'smc')).exitCode).toBe(0)
})

test('where all runs are in Trash the status says so', async () => {
  const other = join(folder, 'other')
  await halley(other, 'init', 'only')
  await halley(other, 'delete', 'only', '--yes')
  expect((await halley(other, 'status')).stdout).toBe('No runs but 1 run in Trash: ./halley trash shows it.\n')
  expect(JSON.parse((await halley(other, 'status', '--json')).stdout)).toEqual([])
})

test('clear keeps the tables that it is asked to keep, and does not remove all as well', async () => {
  expect((await halley(home, 'clear', 'lmc', '--keep-parquet', '--remove-all')).exitCode).toBe(2)
  const done = await halley(home, 'clearpiperun', 'lmc', '--keep-parquet', '--yes')
  expect(done.exitCode).toBe(0)
  const [kept = ''] = readdirSync(join(view('lmc'), 'kept'))
  expect(readdirSync(join(view('lmc'), 'kept', kept))).toContain('sources.parquet')
  expect(existsSync(join(view('lmc'), 'sources.parquet'))).toBe(false)
  expect((await halley(home, 'status', 'lmc')).stdout).toContain('Initialised')
})

test('a purge needs the hash of its plan, and is refused with the new one where the plan is another', async () => {
  const alone = await halley(home, 'trash', 'purge', 'lmc', '--yes')
  expect(alone.exitCode).toBe(5)
  expect(alone.stderr).toContain('found --yes alone')
  const stale = await halley(home, 'trash', 'purge', 'lmc', '--yes', '--plan-hash', '0123', '--json')
  expect(stale.exitCode).toBe(5)
  const { error } = JSON.parse(stale.stdout) as { error: { code: string; data: { hash: string; command: string } } }
  expect(error.code).toBe('plan.changed')
  expect(error.data.command).toBe(`./halley trash purge lmc --json --yes --plan-hash ${error.data.hash}`)
  const plan = JSON.parse((await halley(home, 'trash', 'purge', 'lmc', '--plan', '--json')).stdout) as {
    hash: string
    plan: { goes: { bytes: number } }
  }
  expect(plan.hash).toBe(error.data.hash)
  const done = await halley(home, 'trash', 'purge', 'lmc', '--yes', '--plan-hash', plan.hash, '--json')
  expect(done.exitCode).toBe(0)
  expect(JSON.parse(done.stdout)).toMatchObject({ freedBytes: plan.plan.goes.bytes })
  expect(readdirSync(join(view('lmc'), 'kept'))).toHaveLength(1)
})

test('a worker removes the files of what was deleted with --detach', async () => {
  const { hash } = JSON.parse((await halley(home, 'delete', 'smc', '--plan', '--json')).stdout) as { hash: string }
  const begun = await halley(home, 'delete', 'smc', '--permanently', '--detach', '--yes', '--plan-hash', hash)
  expect(begun).toMatchObject({ exitCode: 0 })
  expect((await halley(home, 'trash')).stdout).toMatch(/run +smc .* Deleting 0\//)
  expect((await halley(home, 'trash')).stdout).toContain('run smc waits for its files to be removed')
  const worked = await halley(home, 'worker', '--once', '--queues', 'purge')
  expect(worked.stdout).toContain('1 completed')
  expect((await halley(home, 'trash')).stdout).toBe('Trash is empty.\n')
  expect(readdirSync(join(home, 'runs', 'images'))).toEqual([])
  const gone = await halley(home, 'status', 'smc')
  expect(gone.exitCode).toBe(5)
  const [, , , id = ''] = proposed(gone.stderr)
  expect((await halley(home, 'init', 'smc-again', '--from-deleted', id)).exitCode).toBe(0)
  expect(readFileSync(join(view('smc-again'), 'config.yaml'), 'utf8')).toContain('inputs')
})

test('the empty Trash is no failure to list and nothing to empty', async () => {
  expect(await halley(home, 'trash', 'empty')).toMatchObject({ exitCode: 5 })
  expect((await halley(home, 'trash', 'list', '--json')).stdout).toBe('[]\n')
  expect((await halley(home, 'clear', 'clearall', '--yes')).exitCode).toBe(5)
})
