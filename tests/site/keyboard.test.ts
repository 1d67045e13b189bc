// The life of a run by keyboard alone: no pointer is moved or pressed, and one sees where the focus is.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { runStatus } from '../../src/app/runs/runStatus.ts'
import { countTrash } from '../../src/app/trash/listTrash.ts'
import { expectKeysWereEnough, keysOn, type Keys } from './harness/keys.ts'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene()
const patiently = { timeout: 60_000 }

function dialogOf({ page }: Keys): Locator {
  return page.getByRole('dialog')
}

function button(within: Locator, name: string): Locator {
  return within.getByRole('button', { name, exact: true })
}

async function typedRun() {
  const found = await runStatus(scene.halley, ['typed'])
  return found.ok ? found.value[0] : undefined
}

async function versionIs(version: number): Promise<void> {
  await expect.poll(async () => (await typedRun())?.version, patiently).toBe(version)
}

async function inTrash(count: number): Promise<void> {
  await expect.poll(() => countTrash(scene.halley), patiently).toBe(count)
}

async function openRun(keys: Keys): Promise<Locator> {
  await keys.goTo('Runs')
  const main = keys.page.locator('main')
  await keys.press(main.getByRole('link', { name: 'typed', exact: true }))
  await keys.page.getByRole('heading', { level: 1, name: 'typed' }).waitFor()
  return main
}

/** With the wizard and the picker of files. */
async function makeRun(keys: Keys): Promise<void> {
  await keys.goTo('Runs')
  const main = keys.page.locator('main')
  await keys.press(main.getByRole('link', { name: 'New run' }))
  await keys.fill(main.getByRole('textbox', { name: 'Name', exact: true }), 'typed')
  await keys.press(button(main, 'Choose files'))
  const picker = dialogOf(keys)
  await keys.press(picker.getByRole('navigation', { name: 'Folders above' }).getByRole('button', { name: 'survey' }))
  await keys.press(picker.getByRole('checkbox', { name: 'Select epoch01', exact: true }), 'Space')
  await keys.press(button(picker, 'Add'))
  await main.getByText('1 image.', { exact: true }).waitFor()
  await keys.press(button(main, 'Create and process'))
}

/** Types the files of the second epoch under those of the first. */
async function typeImages(keys: Keys): Promise<void> {
  const [first, second] = scene.images
  if (!first || !second) throw new Error('The survey has an image in each epoch')
  const lines = readFileSync(join(scene.home, 'runs', 'typed', 'config.yaml'), 'utf8').split('\n')
  let line = 0
  await keys.strike('ControlOrMeta+Home')
  for (const kind of ['image', 'selavy', 'noise', 'background'] as const) {
    const at = lines.findIndex((text) => text.includes(first[kind] ?? ''))
    expect(at).toBeGreaterThanOrEqual(line)
    await keys.strike(...Array.from({ length: at - line }, () => 'ArrowDown'), 'End', 'Enter')
    await keys.page.keyboard.type(`- ${second[kind]}`)
    line = at
    lines.splice(at + 1, 0, '')
    line += 1
  }
}

async function addImages(keys: Keys): Promise<void> {
  const main = await openRun(keys)
  await keys.press(main.getByRole('link', { name: 'Edit', exact: true }))
  await keys.tabTo(main.getByRole('textbox', { name: 'Configuration' }))
  await typeImages(keys)
  await main.getByText('It comes to 2 images.').waitFor()
  await keys.press(button(main, 'Save configuration'))
  await main.getByText('edited, not saved').waitFor({ state: 'detached' })
  await openRun(keys)
  await keys.press(button(main, 'Process'))
  await keys.press(button(dialogOf(keys), 'Add images'))
}

async function moveToTrash(keys: Keys): Promise<void> {
  await keys.press(button(await openRun(keys), 'Delete Run'))
  await keys.press(button(dialogOf(keys), 'Move to Trash'))
  await inTrash(1)
}

/** What has the focus, in words. */
function focused({ page }: Keys): Promise<string> {
  return page.evaluate<string>('document.activeElement?.textContent ?? ""')
}

async function emptyTrash(keys: Keys): Promise<void> {
  await keys.goTo('Trash')
  const main = keys.page.locator('main')
  await keys.press(button(main, 'Empty Trash...'))
  await dialogOf(keys).getByText('This cannot be undone.').waitFor()
  await keys.strike('Escape')
  await expect.poll(() => focused(keys)).toBe('Empty Trash...')
  await inTrash(1)
  await keys.strike('Enter')
  await keys.fill(dialogOf(keys).getByRole('textbox'), 'empty 1 item')
  await keys.press(button(dialogOf(keys), 'Delete permanently'))
}

test('a run is made, processed, given images, restored, trashed, brought back, and emptied out of the Trash by keyboard alone', async () => {
  const keys = await keysOn(await scene.enter())
  await keys.page.goto('/')
  await makeRun(keys)
  await versionIs(1)
  await addImages(keys)
  await versionIs(2)
  expect((await typedRun())?.counts?.images).toBe(2)

  await keys.press(button(await openRun(keys), 'Restore Run'))
  await keys.press(button(dialogOf(keys), 'Restore to version 1'))
  await versionIs(3)
  expect((await typedRun())?.counts?.images).toBe(1)

  await moveToTrash(keys)
  await keys.goTo('Trash')
  await keys.press(keys.page.getByRole('checkbox', { name: 'Select run typed' }), 'Space')
  await keys.press(button(keys.page.locator('main'), 'Restore 1 from Trash'))
  await inTrash(0)
  const { id, version } = (await typedRun()) ?? {}
  expect(version).toBe(3)
  if (id === undefined) throw new Error('The run is not there')

  await moveToTrash(keys)
  await emptyTrash(keys)
  await expect.poll(() => existsSync(scene.halley.store.paths.run(id)), patiently).toBe(false)
  await inTrash(0)
  await expectKeysWereEnough(keys)
})
