// Small things that people do many times a day: to undo, to find, to move, to begin where they are.
import { expect, test } from 'vitest'
import { createProject } from '../../src/app/projects/createProject.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { findItem } from '../../src/app/items/findItem.ts'
import { parseSourceQuery } from '../../src/app/contract/query/parseSourceQuery.ts'
import { drawSample } from '../../src/app/samples/drawSample.ts'
import { countTrash } from '../../src/app/trash/listTrash.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { valueOf } from '../process/survey.ts'
import { following } from '../samples/scene.ts'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene({
  async before({ halley, process }) {
    await process('pilot', 2)
    const query = valueOf(parseSourceQuery('n_meas >= 1'))
    valueOf(await drawSample(halley, { name: 'bright', from: [{ run: 'pilot' }], query }, following()))
    valueOf(await createProject(halley, { name: 'LMC', description: '' }))
    for (const name of ['one', 'two', '2026']) valueOf(await createRun(halley, { name, configText: 'inputs: {}\n' }))
  },
})

const patiently = { timeout: 30_000 }

test('what was restored goes to Trash again by Undo, with what went with it, and comes back by the next', async () => {
  const { halley } = scene
  const [run, sample] = [valueOf(await findItem(halley, 'run', 'pilot')), valueOf(await findItem(halley, 'sample', 'bright'))]
  valueOf(await moveToTrash(halley, { itemIds: [run.id], companionIds: [sample.id], cancel: false, reason: '' }))
  const page = await scene.enter()
  await page.goto('/trash')
  await page.getByRole('checkbox', { name: 'Select run pilot' }).check()
  await page.getByRole('button', { name: 'Restore 1 from Trash' }).click()
  await expect.poll(() => countTrash(halley), patiently).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => countTrash(halley), patiently).toBe(1)
  expect((await findItem(halley, 'sample', 'bright')).ok).toBe(false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => countTrash(halley), patiently).toBe(0)
  expect(valueOf(await findItem(halley, 'sample', 'bright'))).toEqual(sample)
})

test('runs are moved to a project together, the notification leads there, and a run begun there goes there', async () => {
  const page = await scene.enter()
  await page.goto('/runs')
  for (const name of ['one', 'two']) await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await page.getByRole('button', { name: 'Move to project 2' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move 2 runs to another project' })
  await dialog.getByRole('combobox', { name: 'To project' }).fill('LMC')
  await page.getByRole('option', { name: 'LMC' }).click()
  await dialog.getByRole('button', { name: 'Move 2 runs' }).click()
  await page.getByRole('alert').getByRole('link', { name: 'LMC' }).click()
  await page.getByRole('heading', { level: 1, name: 'LMC' }).waitFor()
  await page.getByRole('link', { name: 'two', exact: true }).waitFor()
})

test('a search for a number is a search for its digits', async () => {
  const page = await scene.enter()
  await page.goto('/runs?q=2026')
  await page.getByRole('link', { name: '2026', exact: true }).waitFor()
  expect(await page.getByRole('link', { name: 'one', exact: true }).count()).toBe(0)
  await page.goto('/samples?q=2026')
  await page.getByText('No samples have "2026" in them.').waitFor()
})

test.each(['02h00m00s -30d00m00s', '30.0 -30.0', 'J020000-300000'])('the palette goes to the sources around %s', async (position) => {
  const page = await scene.enter()
  await page.goto('/')
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Name or action' }).fill(position)
  await page.getByRole('button', { name: 'Sources within 2 arcmin of 02:00:00.00 -30:00:00.0' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe('cone(30, -30, 2 arcmin)')
})

test('the palette finds sources by a part of their name', async () => {
  const page = await scene.enter()
  await page.goto('/')
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Name or action' }).fill('J0200')
  await page
    .getByRole('button', { name: /^J0200.* in pilot$/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: /^J0200/ }).waitFor()
})
