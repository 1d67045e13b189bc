// The life of a run as a person lives it, from the first click to what is in the catalogue and on the disk.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { runStatus } from '../../src/app/runs/runStatus.ts'
import { countTrash } from '../../src/app/trash/listTrash.ts'
import { readTable } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene({ epochs: 4, before: ({ process }) => process('other', 2) })

async function runNamed(name: string) {
  const [run] = valueOf(await runStatus(scene.halley, [name]))
  if (!run) throw new Error(`No run ${name}`)
  return run
}

function folderOf(runId: string): string {
  return scene.halley.store.paths.run(runId)
}

function sourcesOf(run: string) {
  return readTable(join(scene.home, 'runs', run), 'sources')
}

async function imagesOnDisk(): Promise<number> {
  return readdirSync(join(scene.home, 'objects', 'images')).length
}

/** Waits until the page of a run says how it is. */
async function untilSaid(page: Page, words: string): Promise<void> {
  await page.locator('main').getByText(words, { exact: true }).first().waitFor({ timeout: 60_000 })
}

async function confirm(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click()
}

/** Pastes a text where the focus is, as Ctrl+V does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`{
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', ${JSON.stringify(text)})
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }`)
}

test('a new run is made of folders that are picked, and processed, with its progress on its page', async () => {
  const page = await scene.enter()
  await page.goto('/runs')
  await page.getByRole('link', { name: 'New run' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('pilot')
  await page.getByText('This name is free.').waitFor()
  await page.locator('main').getByRole('button', { name: 'Choose files' }).click()
  const picker = page.getByRole('dialog')
  await picker.getByRole('navigation', { name: 'Folders above' }).getByRole('button', { name: 'survey' }).click()
  for (const image of scene.images.slice(0, 3)) {
    const name = image.image.slice(join(scene.folder, 'survey').length + 1)
    const [top = name] = name.split('/')
    await picker.getByRole('checkbox', { name: `Select ${top}`, exact: true }).check()
  }
  await picker.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('3 images.', { exact: true }).waitFor()
  await page.getByRole('switch', { name: /^monitor/ }).press('Space')
  await page.getByRole('button', { name: 'Create and process' }).click()
  await page.waitForURL(/\/runs\/pilot/)
  await untilSaid(page, 'Completed')
  const { version, counts, id } = await runNamed('pilot')
  expect(version).toBe(1)
  expect(counts?.images).toBe(3)
  expect((await sourcesOf('pilot')).length).toBe(counts?.sources)
  expect(readdirSync(join(folderOf(id), 'results'))).toHaveLength(1)
  await page.getByText(`${counts?.sources} sources`).first().waitFor()
})

test('images are added in its configuration, and come as a second version', async () => {
  const page = await scene.enter()
  await page.goto('/runs/pilot')
  await page.getByRole('link', { name: 'Edit' }).click()
  const editor = page.getByRole('textbox', { name: 'Configuration' })
  await editor.waitFor()
  const path = join(scene.home, 'runs', 'pilot', 'config.yaml')
  const text = readFileSync(path, 'utf8')
  const [third, fourth] = scene.images.slice(2)
  if (!third || !fourth) throw new Error('The survey has four images')
  let added = text
  for (const kind of ['image', 'selavy', 'noise', 'background'] as const) {
    const [from, to] = [third[kind] ?? '', fourth[kind] ?? '']
    added = added.replace(new RegExp(`^( *- ).*${from.replaceAll(/[.+]/g, '\\$&')}.*$`, 'm'), `$&\n$1${to}`)
  }
  expect(added).not.toBe(text)
  await editor.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await paste(page, added)
  await page.getByText('It comes to 4 images.').waitFor()
  await page.getByRole('button', { name: 'Save configuration' }).click()
  await expect.poll(() => readFileSync(path, 'utf8'), { timeout: 20_000 }).toBe(added)
  await page.goto('/runs/pilot')
  await page.getByRole('button', { name: 'Process', exact: true }).click()
  await confirm(page, 'Add images')
  await page.getByText('version 2', { exact: true }).first().waitFor({ timeout: 60_000 })
  await untilSaid(page, 'Completed')
  const { version, counts } = await runNamed('pilot')
  expect([version, counts?.images]).toEqual([2, 4])
})

test('Restore Run brings it to the version before, as a new version, and can be undone in the same way', async () => {
  const before = await sourcesOf('pilot')
  const page = await scene.enter()
  await page.goto('/runs/pilot')
  await page.getByRole('button', { name: 'Restore Run' }).click()
  await page
    .getByRole('dialog')
    .getByText(/^1 images? leaves?$/)
    .waitFor()
  await confirm(page, 'Restore to version 1')
  await page.getByText('version 3', { exact: true }).first().waitFor({ timeout: 60_000 })
  expect((await runNamed('pilot')).counts?.images).toBe(3)
  expect((await sourcesOf('pilot')).length).toBeLessThanOrEqual(before.length)
  await page.getByRole('button', { name: 'Restore Run' }).click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'Go back to' }).click()
  await page.getByRole('option', { name: /^Version 2/ }).click()
  await confirm(page, 'Restore to version 2')
  await page.getByText('version 4', { exact: true }).first().waitFor({ timeout: 60_000 })
  expect(await sourcesOf('pilot')).toEqual(before)
})

async function moveToTrash(page: Page): Promise<void> {
  await page.goto('/runs/pilot')
  await page.getByRole('button', { name: 'Delete Run' }).click()
  await page.getByRole('dialog', { name: 'Move run pilot to Trash?' }).waitFor()
  await confirm(page, 'Move to Trash')
  await page.waitForURL(/\/runs$|\/runs\?/)
}

test('Delete Run moves it to Trash and back to the list; Undo brings it back as it was', async () => {
  const page = await scene.enter()
  const before = await runNamed('pilot')
  await moveToTrash(page)
  await expect.poll(() => page.getByRole('link', { name: 'pilot', exact: true }).count(), { timeout: 20_000 }).toBe(0)
  expect(existsSync(join(scene.home, 'runs', 'pilot'))).toBe(false)
  expect(existsSync(folderOf(before.id))).toBe(true)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('table', { name: 'Runs' }).getByRole('link', { name: 'pilot', exact: true }).waitFor()
  const after = await runNamed('pilot')
  expect({ ...after, updatedUtc: '' }).toEqual({ ...before, updatedUtc: '' })
  expect(existsSync(join(scene.home, 'runs', 'pilot', 'sources.parquet'))).toBe(true)
})

test('from the Trash page it is restored, with all its versions', async () => {
  const page = await scene.enter()
  await moveToTrash(page)
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Trash' }).click()
  await page.getByRole('checkbox', { name: /Select (run )?pilot/ }).check()
  await page
    .getByRole('button', { name: /^Restore/ })
    .first()
    .click()
  await expect.poll(() => countTrash(scene.halley), { timeout: 20_000 }).toBe(0)
  expect((await runNamed('pilot')).version).toBe(4)
})

test('deleted permanently, with its name typed, it is gone from the disk; what other runs use stays, a tombstone remains', async () => {
  const { id } = await runNamed('pilot')
  const other = await sourcesOf('other')
  const page = await scene.enter()
  await page.goto('/runs/pilot')
  await page.getByRole('button', { name: 'Delete Run' }).click()
  await page.getByRole('button', { name: 'Delete permanently...' }).click()
  const last = page.getByRole('dialog', { name: 'Delete run pilot permanently?' })
  await last.getByText('This cannot be undone.').waitFor()
  const button = last.getByRole('button', { name: 'Delete permanently', exact: true })
  expect(await button.isDisabled()).toBe(true)
  await last.getByRole('textbox').fill('pilo')
  expect(await button.isDisabled()).toBe(true)
  await last.getByRole('textbox').fill('pilot')
  await button.click()
  await expect.poll(() => existsSync(folderOf(id)), { timeout: 30_000 }).toBe(false)
  expect(await imagesOnDisk()).toBe(2)
  expect(await sourcesOf('other')).toEqual(other)
  for (const image of scene.images) expect(existsSync(image.image)).toBe(true)
  await page.goto('/runs/pilot')
  await page.goto('/deleted')
  await page.getByText('pilot', { exact: true }).first().waitFor()
})
