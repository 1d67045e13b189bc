import { join } from 'node:path'
import { expect, test } from 'vitest'
import { halley } from '../cli/runHalley.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'

const folder = temporaryFolder()

/** What a command prints with --json, which must be done. */
async function done(home: string, ...args: readonly string[]): Promise<unknown> {
  const { exitCode, stdout, stderr } = await halley(home, ...args, '--json')
  expect({ exitCode, stderr }, args.join(' ')).toEqual({ exitCode: 0, stderr: '' })
  return JSON.parse(stdout)
}

test('a project is made, filled, shared and given away at the command line', async () => {
  const home = join(folder, 'projects')
  await done(home, 'user', 'add', 'maria', '--account', 'mmeyer')
  await done(home, 'init', 'pilot', '--project', 'Shared')
  const created = await done(home, 'project', 'create', 'LMC 2026', '--description', 'all fields')
  expect(created).toMatchObject({ name: 'LMC 2026', description: 'all fields' })
  expect(await done(home, 'project', 'move-in', 'LMC 2026', 'pilot')).toEqual({
    project: 'LMC 2026',
    moved: [{ kind: 'run', name: 'pilot' }],
  })
  const member = await done(home, 'project', 'add-member', 'LMC 2026', 'maria', '--role', 'editor')
  expect(member).toEqual({ project: 'LMC 2026', user: 'maria', role: 'editor' })
  expect(await done(home, 'share', 'pilot', 'maria')).toEqual({
    item: 'run pilot',
    changed: 'maria',
    shares: [{ user: 'maria', role: 'viewer' }],
  })
  expect(await done(home, 'project', 'retention', 'LMC 2026', '90')).toEqual({ retentionDays: 90 })
  expect(await done(home, 'project', 'show', 'LMC 2026')).toMatchObject({
    runs: 1,
    retentionDays: 90,
    shares: [{ user: 'maria', role: 'editor' }],
    actions: expect.arrayContaining([expect.objectContaining({ command: 'share' })]),
  })
  const [status] = (await done(home, 'status', 'pilot')) as readonly [{ readonly actions: readonly { readonly words: string }[] }]
  expect(status.actions.map(({ words }) => words)).toContain('Move to Trash')
  const asked = await halley(home, 'transfer', '--kind', 'project', 'LMC 2026', 'maria')
  expect(asked).toMatchObject({ exitCode: 5, stdout: '' })
  expect(asked.stderr).toContain('To do it: ./halley transfer --kind project "LMC 2026" maria --yes')
  const given = await done(home, 'transfer', '--kind', 'project', 'LMC 2026', 'maria', '--yes')
  expect(given).toEqual({ kind: 'project', name: 'LMC 2026', owner: 'maria' })
})

test('users are looked after, and nobody is left without an administrator', async () => {
  const home = join(folder, 'users')
  const [root] = (await done(home, 'user', 'list')) as readonly [{ readonly name: string; readonly isAdministrator: boolean }]
  expect(root.isAdministrator).toBe(true)
  await done(home, 'user', 'add', 'tom')
  await done(home, 'user', 'rename', 'tom', 'thomas')
  expect(await done(home, 'user', 'deactivate', 'thomas')).toMatchObject({ name: 'thomas', isActive: false })
  expect(await done(home, 'user', 'reactivate', 'thomas')).toMatchObject({ isActive: true })
  expect(await done(home, 'user', 'administrator', 'thomas')).toMatchObject({ isAdministrator: true })
  expect(await done(home, 'user', 'administrator', 'thomas', '--remove')).toMatchObject({ isAdministrator: false })
  const last = await halley(home, 'user', 'administrator', root.name, '--remove')
  expect(last).toMatchObject({ exitCode: 5 })
  expect(last.stderr).toContain('is the last')
  const line = ['user', 'give-everything', 'thomas', root.name, '--reason', 'gone']
  expect((await halley(home, ...line)).stderr).toContain(`./halley user give-everything thomas ${root.name} --reason gone --yes`)
  expect(await done(home, ...line, '--yes')).toMatchObject({ from: 'thomas', given: { run: 0 }, inTrash: 0 })
})

test('a token is printed once, alone on the first line, and can be revoked', async () => {
  const home = join(folder, 'tokens')
  const made = await halley(home, 'token', 'create', 'notebook', '--scopes', 'read,write', '--expires', '30')
  const [secret = ''] = made.stdout.split('\n')
  expect(secret).toMatch(/^hal_[0-9A-Za-z]{43}$/)
  const listed = await halley(home, 'token', 'list')
  expect(listed.stdout).toMatch(/^notebook {2,}read,write {2,}valid until /m)
  expect(listed.stdout).not.toContain(secret)
  expect(await done(home, 'token', 'revoke', 'notebook')).toMatchObject({ name: 'notebook', isValid: false })
  const wrong = await halley(home, 'token', 'create', 'x', '--scopes', 'read,everything')
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' })
  expect(wrong.stderr).toContain('expected some of read,write,trash,purge,administer')
})
