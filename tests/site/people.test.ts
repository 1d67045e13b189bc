// Two users and an administrator at once: each sees what they may, and what they may not do is neither offered nor done.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findItem } from '../../src/app/items/findItem.ts'
import { halleyFor, type Halley } from '../../src/app/halley.ts'
import { shareItem } from '../../src/app/items/shareItem.ts'
import { unreadNotices } from '../../src/app/notices/unreadNotices.ts'
import { addUserAccount } from '../../src/app/people/addUser.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { findUser } from '../../src/store/catalogue/people.ts'
import { valueOf } from '../process/survey.ts'
import { siteScene } from './harness/siteScene.ts'

const users = new Map<string, Halley>()

const scene = siteScene({
  args: ['--host', '127.0.0.1'],
  async before({ halley }) {
    for (const name of ['ana', 'ben', 'cara']) {
      const { id } = valueOf(await addUserAccount(halley, { name, account: null, isAdministrator: false }))
      const user = await findUser(halley.store.catalogue, id)
      if (user) users.set(name, await halleyFor(halley.store, { ...user, scopes: null }))
    }
    // A project of her own: not the one that all can read.
    const ana = userNamed('ana')
    const { projectId } = valueOf(await findHome(ana))
    const run = valueOf(await createRun(ana, { name: 'hers', configText: 'inputs: {}\n', projectId }))
    valueOf(await shareItem(ana, run.id, 'ben', 'viewer'))
  },
})

function userNamed(name: string): Halley {
  const user = users.get(name)
  if (!user) throw new Error(`No user ${name}`)
  return user
}

async function findHome(halley: Halley) {
  const found = await findItem(halley, 'project', `Runs of ${halley.user.name}`)
  return found.ok ? { ok: true as const, value: { projectId: found.value.id } } : found
}

async function runId(): Promise<string> {
  return valueOf(await findItem(userNamed('ana'), 'run', 'hers')).id
}

/** What the API answers to a page, as its own scripts ask it. */
function askFrom(page: Page, method: string, path: string, body: unknown): Promise<number> {
  return page.evaluate<number>(
    `fetch(${JSON.stringify(path)}, { method: ${JSON.stringify(method)}, headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(body))} }).then((answer) => answer.status)`,
  )
}

test('who made a run is offered to process and delete it; who may read it is offered to leave; a stranger finds nothing', async () => {
  const [ana, ben, cara] = [
    await scene.enter(userNamed('ana').user.id),
    await scene.enter(userNamed('ben').user.id),
    await scene.enter(userNamed('cara').user.id),
  ]
  for (const page of [ana, ben, cara]) await page.goto('/runs/hers')
  await ana.getByRole('button', { name: 'Delete Run' }).waitFor()
  await ana.getByRole('button', { name: 'Process', exact: true }).waitFor()
  await ben.getByRole('heading', { name: 'hers' }).waitFor()
  await ben.getByText('Initialised').first().waitFor()
  await ben.getByRole('button', { name: 'Leave', exact: true }).waitFor()
  expect(await ben.getByRole('button', { name: /^(Process|Restore Run|Delete Run)$/ }).count()).toBe(0)
  await cara
    .getByText(/There is no run hers that you may see/)
    .first()
    .waitFor()
  expect(
    await cara
      .locator('main')
      .getByText(/Initialised|Runs of ana/)
      .count(),
  ).toBe(0)
  await cara.goto('/runs')
  await cara
    .locator('main')
    .getByText(/No runs yet|0 runs|New run/)
    .first()
    .waitFor()
  expect(await cara.getByText('hers', { exact: true }).count()).toBe(0)
})

test('what is not offered is not done either, whatever a page asks for', async () => {
  const id = await runId()
  const ben = await scene.enter(userNamed('ben').user.id)
  const cara = await scene.enter(userNamed('cara').user.id)
  const before = valueOf(await findItem(userNamed('ana'), 'run', 'hers'))
  for (const page of [ben, cara]) await page.goto('/runs')
  const trash = { itemIds: [id], reason: 'because' }
  expect(await askFrom(ben, 'POST', '/api/trash', trash)).toBe(403)
  expect(await askFrom(cara, 'POST', '/api/trash', trash)).toBe(404)
  expect(await askFrom(ben, 'POST', `/api/runs/${id}/process`, {})).toBe(403)
  expect(await askFrom(cara, 'PUT', `/api/items/${id}/name`, { name: 'taken' })).toBe(404)
  expect(valueOf(await findItem(userNamed('ana'), 'run', 'hers'))).toEqual(before)
})

test('an administrator has to say why, whoever owned it is told, and it goes from the lists of others as they look', async () => {
  const ben = await scene.enter(userNamed('ben').user.id)
  await ben.goto('/runs')
  await ben.getByRole('link', { name: 'hers', exact: true }).waitFor()
  const admin = await scene.enter()
  await admin.goto('/runs/hers')
  await admin.getByRole('button', { name: 'Delete Run' }).click()
  const dialog = admin.getByRole('dialog')
  const button = dialog.getByRole('button', { name: 'Move to Trash' })
  await button.waitFor()
  expect(await button.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('the disk is full')
  await button.click()
  await expect.poll(() => ben.getByRole('link', { name: 'hers', exact: true }).count(), { timeout: 15_000 }).toBe(0)
  const notices = await unreadNotices(userNamed('ana'))
  expect(JSON.stringify(notices)).toContain('the disk is full')
  const ana = await scene.enter(userNamed('ana').user.id)
  await ana.goto('/inbox')
  await ana.getByText('the disk is full').first().waitFor()
  await ana.goto('/trash')
  await ana.getByRole('checkbox', { name: 'Select run hers' }).check()
  await ana.getByRole('button', { name: 'Restore 1 from Trash' }).click()
  await ben.getByRole('link', { name: 'hers', exact: true }).waitFor({ timeout: 15_000 })
})
