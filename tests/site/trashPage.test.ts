// The dialogs that destroy and the page of the Trash, as a person goes through them with keys.
import { expect, test } from 'vitest'
import { halleyFor, type Halley } from '../../src/app/halley.ts'
import { shareItem } from '../../src/app/items/shareItem.ts'
import { addUserAccount } from '../../src/app/people/addUser.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { addHold } from '../../src/app/trash/holds.ts'
import { listTrash } from '../../src/app/trash/listTrash.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { findUserByName } from '../../src/store/catalogue/people.ts'
import { valueOf } from '../process/survey.ts'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene({
  epochs: 1,
  async before({ halley }) {
    valueOf(await addUserAccount(halley, { name: 'ana', account: null, isAdministrator: false }))
  },
})

async function makeRun(halley: Halley, name: string): Promise<string> {
  return valueOf(await createRun(halley, { name, configText: 'inputs:\n  image: []\n', description: '' })).id
}

async function trashRun(name: string): Promise<string> {
  const id = await makeRun(scene.halley, name)
  valueOf(await moveToTrash(scene.halley, { itemIds: [id], companionIds: [], cancel: false, reason: '' }))
  return id
}

/** What of mine is there: who keeps the store also sees what others have in the shared project. */
async function inTrash(): Promise<readonly string[]> {
  const entries = valueOf(await listTrash(scene.halley, { all: false }))
  return entries.filter(({ isMine }) => isMine).map(({ name }) => name)
}

const focused = 'document.activeElement?.textContent'

test('the dialog begins on Cancel, does nothing at Escape, and gives the focus back', async () => {
  await makeRun(scene.halley, 'kept')
  const page = await scene.enter()
  await page.goto('/runs')
  await page.getByRole('checkbox', { name: 'Select kept' }).press('Space')
  const button = page.getByRole('toolbar').getByRole('button', { name: /^Move to Trash/ })
  const words = await button.textContent()
  await button.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Move run kept to Trash?' })
  await dialog.getByText('Your FITS files are not touched.').waitFor()
  await expect.poll(() => page.evaluate<string>(focused)).toBe('Cancel')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate<string>(focused)).toBe(words)
  expect(await inTrash()).toEqual([])
})

test("of a mixed selection what is mine goes, and what is another's is left", async () => {
  const { store } = scene.halley
  const user = await findUserByName(store.catalogue, 'ana')
  if (!user) throw new Error('ana is not there')
  const ana = await halleyFor(store, { ...user, scopes: null })
  await makeRun(ana, 'of-ana')
  valueOf(await shareItem(scene.halley, await makeRun(scene.halley, 'of-another'), 'ana', 'viewer'))
  const page = await scene.enter(user.id)
  await page.goto('/runs')
  for (const name of ['of-ana', 'of-another']) await page.getByRole('checkbox', { name: `Select ${name}` }).press('Space')
  await page
    .getByRole('toolbar')
    .getByRole('button', { name: /^Move to Trash/ })
    .press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Move 1 to Trash, leave 1?' })
  await dialog.getByRole('checkbox', { name: /Run of-another is .*: it goes from your lists/ }).waitFor()
  await dialog.getByRole('button', { name: 'Move 1 to Trash, leave 1' }).press('Enter')
  await page.getByText('You left run of-another.').waitFor()
  expect(valueOf(await listTrash(ana, { all: false })).map(({ name }) => name)).toEqual(['of-ana'])
  expect(await inTrash()).toEqual([])
})

test('what has changed while the dialog was open is said, and nothing is deleted before it is confirmed again', async () => {
  await trashRun('first')
  const page = await scene.enter()
  await page.goto('/trash')
  await page.getByRole('button', { name: 'Empty Trash...' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('empty 1 item')
  await trashRun('second')
  await dialog.getByRole('button', { name: 'Delete permanently' }).press('Enter')
  await dialog.getByText('1 run more would go.').waitFor()
  expect(await inTrash()).toEqual(['second', 'first'])
  const button = dialog.getByRole('button', { name: 'Delete permanently' })
  expect(await button.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('empty 2 items')
  await button.press('Enter')
  await page.getByText('2 runs were deleted').waitFor()
  expect(await inTrash()).toEqual([])
  await expect.poll(() => page.getByRole('button', { name: 'Open run first' }).count()).toBe(0)
})

test('what is held is named with its reason, and stays until the hold is lifted', async () => {
  valueOf(await addHold(scene.halley, { itemId: await trashRun('held'), version: null, reason: 'paper in review' }))
  const page = await scene.enter()
  await page.goto('/trash')
  await page.getByRole('button', { name: 'Open run held' }).press('Enter')
  await page.getByText(/Run held stays: hold on run held by .*: paper in review\./).waitFor()
  expect(await page.getByRole('button', { name: 'Delete permanently...' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Lift the hold' }).press('Enter')
  await page.getByText('The hold on run held is lifted.').waitFor()
  await page.getByRole('button', { name: 'Delete permanently...' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete run held permanently?' })
  await dialog.getByRole('textbox').fill('Held')
  expect(await dialog.getByRole('button', { name: 'Delete permanently' }).isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('held')
  await dialog.getByRole('textbox').press('Enter')
  await page.getByText(/held was deleted: .* freed/).waitFor()
  await page.goto('/deleted?q=held')
  await page.getByRole('link', { name: 'held' }).press('Enter')
  await page.getByRole('link', { name: 'New run from this configuration' }).waitFor()
})

test('rows are gone through by keys; a name that was taken is asked for, with one that is free', async () => {
  await trashRun('twice')
  await makeRun(scene.halley, 'twice')
  const page = await scene.enter()
  await page.goto('/trash')
  const row = page.locator('tr[data-row]').filter({ hasText: 'twice' })
  await row.focus()
  await page.keyboard.press('x')
  await page.getByRole('button', { name: 'Restore 1 from Trash' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Restore run twice from Trash?' })
  const name = dialog.getByRole('textbox', { name: 'New name of run twice' })
  expect(await name.inputValue()).toMatch(/^twice-restored-/)
  await name.fill('twice-again')
  await name.press('Enter')
  await page.getByText(/^Run twice-again was restored from Trash/).waitFor()
  expect(await inTrash()).toEqual([])
})
