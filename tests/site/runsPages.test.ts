// The list of runs and the page that makes one: what is typed, chosen and done at once, as a person does it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRun } from '../../src/app/runs/createRun.ts'
import { valueOf } from '../process/survey.ts'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene({
  epochs: 3,
  async before({ halley, process }) {
    await process('pilot', 2)
    valueOf(await createRun(halley, { name: 'broken', configText: 'inputs:\n  image: []\n', description: 'Not ready' }))
  },
})

/** A busy machine takes its time. */
const patience = { timeout: 60_000 }

function draftOf(run: string): string {
  return readFileSync(join(scene.home, 'runs', run, 'config.yaml'), 'utf8')
}

test('a run is made of patterns, with each mistake said where it is made, and its text edited before', async () => {
  const page = await scene.enter()
  await page.goto('/runs/new')
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.fill('two words')
  await page.getByText(/expected letters, digits/).waitFor()
  await name.fill('pilot')
  await page.getByText(/expected a name that no run has/).waitFor()
  await name.fill('patterned')
  await page.getByText('This name is free.').waitFor()
  await page.getByText('Patterns', { exact: true }).click()
  const fill = (label: string | RegExp, glob: string) => page.getByRole('textbox', { name: label }).fill(join(scene.folder, 'survey', glob))
  await fill('Images', '**/image*.fits')
  await fill('Catalogues', '**/selavy*')
  await page.getByText(/inputs\.noise: expected a noise map for each image/).waitFor()
  await fill('Noise maps', '**/no-such*.fits')
  await page.getByText(/inputs\.noise: expected files that match/).waitFor()
  expect(await page.getByRole('button', { name: 'Create and process' }).isDisabled()).toBe(true)
  await fill('Noise maps', '**/noiseMap*.fits')
  await page.getByText('3 images:', { exact: true }).waitFor()
  const table = page.getByRole('table', { name: 'Images of the configuration' })
  expect(await table.getByRole('row').count()).toBe(4)
  await page.getByRole('textbox', { name: /^radius/ }).fill('far')
  await page.getByText('Expected a number above 0 and at most 3600 arcsec.').waitFor()
  await page.getByRole('textbox', { name: /^radius/ }).fill('15')
  await page.locator('pre').getByText('radius: 15').waitFor()
  await page.getByRole('button', { name: 'Edit as text' }).click()
  const text = page.getByRole('textbox', { name: 'Configuration' })
  await text.fill((await text.inputValue()).replace('radius: 15', 'raduis: 15'))
  await page.getByText(/found raduis/).waitFor()
  await page.getByRole('button', { name: /^line \d+/ }).click()
  const marked = '(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.activeElement)'
  expect(await page.evaluate<string>(marked)).toBe('  raduis: 15')
  await text.fill((await text.inputValue()).replace('raduis: 15', 'radius: 12'))
  await expect.poll(() => page.getByText(/found raduis/).count(), patience).toBe(0)
  await page.getByRole('button', { name: 'Create run', exact: true }).click()
  await page.waitForURL(/\/runs\/patterned/)
  expect(draftOf('patterned')).toContain('radius: 12')
})

test('images are picked by keyboard, grouped into epochs, and looked through before anything is made', async () => {
  const page = await scene.enter()
  await page.goto('/runs/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('epochs')
  await page.locator('main').getByRole('button', { name: 'Choose files' }).focus()
  await page.keyboard.press('Enter')
  const picker = page.getByRole('dialog')
  await picker.getByRole('navigation', { name: 'Folders above' }).getByRole('button', { name: 'survey' }).press('Enter')
  await picker.getByRole('checkbox', { name: /^Select all/ }).press('Space')
  await picker.getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await page.getByText('3 images.', { exact: true }).waitFor()
  await page.getByRole('switch', { name: 'Group images into epochs' }).press('Space')
  const epochs = page.getByRole('textbox', { name: /^Epoch of/ })
  expect(await epochs.count()).toBe(3)
  await epochs.nth(1).fill('1')
  await page
    .getByRole('table', { name: 'Images of the new run' })
    .getByRole('checkbox', { name: /^Select image/ })
    .nth(2)
    .press('Space')
  await page.getByRole('button', { name: 'Remove 1' }).press('Enter')
  await page.getByText('2 images.', { exact: true }).waitFor()
  const create = page.getByRole('button', { name: 'Create run', exact: true })
  await expect.poll(() => create.isEnabled(), patience).toBe(true)
  await create.press('Enter')
  await page.waitForURL(/\/runs\/epochs/)
  expect(draftOf('epochs')).toMatch(/image:\n {4}1:\n {6}- \S+\n {6}- \S+\n/)
})

test('filters stand in the address; what is done to several runs says what it leaves', async () => {
  const page = await scene.enter()
  await page.goto('/runs?status=completed')
  const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row')
  await expect.poll(() => rows.count(), patience).toBe(2)
  await page.getByRole('searchbox').fill('nothing of this name')
  await page.getByText('No run fits').waitFor()
  expect(page.url()).toContain('q=nothing')
  await page.getByRole('button', { name: /^Show all/ }).click()
  await page.getByRole('checkbox', { name: 'Select pilot', exact: true }).check()
  await page.getByRole('checkbox', { name: 'Select broken', exact: true }).check()
  await page.getByRole('button', { name: 'Process 2' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/errors? in its configuration/).waitFor()
  await dialog.getByText('is what version 1 is made of already').waitFor()
  expect(await dialog.getByRole('button', { name: 'Process', exact: true }).isDisabled()).toBe(true)
  await dialog.getByRole('switch', { name: 'Full re-run where it is needed' }).press('Space')
  await dialog.getByRole('button', { name: 'Process 1 run' }).click()
  await page.getByText('1 run is queued.').waitFor()
  await expect.poll(() => rows.filter({ hasText: 'pilot' }).getByText('Completed').count(), patience).toBe(1)
})

test('a run without valid configuration is not processed: the dialog says why, and leads to the editor', async () => {
  const page = await scene.enter()
  await page.goto('/runs?q=broken')
  await page.getByRole('checkbox', { name: 'Select broken', exact: true }).check()
  await page.getByRole('button', { name: 'Process 1' }).click()
  await page
    .getByRole('dialog')
    .getByText(/inputs.image: expected at least one image/)
    .waitFor()
  await page.getByRole('dialog').getByRole('link', { name: 'Edit configuration' }).click()
  await page.waitForURL(/\/runs\/broken\/configuration/)
})
