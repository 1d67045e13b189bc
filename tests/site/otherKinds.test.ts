// Projects, samples and analyses go the way that runs go: Trash, Undo, Trash again, back, and for ever.
import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { runAnalysis } from '../../src/app/analyses/runAnalysis.ts'
import { etaVParametersSchema } from '../../src/app/contract/etaVParameters.ts'
import { findItem } from '../../src/app/items/findItem.ts'
import { createProject } from '../../src/app/projects/createProject.ts'
import { parseSourceQuery } from '../../src/app/contract/query/parseSourceQuery.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
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
    const parameters = etaVParametersSchema.parse({ minSources: 1 })
    valueOf(await runAnalysis(halley, { name: 'eta', of: { run: 'pilot' }, parameters }, following()))
    const { id } = valueOf(await createProject(halley, { name: 'LMC', description: '' }))
    valueOf(await createRun(halley, { name: 'inside', configText: 'inputs: {}\n', projectId: id }))
  },
})

const patiently = { timeout: 30_000 }

const kinds = [
  { kind: 'sample', list: '/samples', name: 'bright' },
  { kind: 'analysis', list: '/analyses', name: 'eta' },
  { kind: 'project', list: '/projects', name: 'LMC' },
] as const

async function toTrash(page: Page, { kind, list, name }: (typeof kinds)[number]): Promise<void> {
  await page.goto(list)
  await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await page
    .getByRole('toolbar', { name: 'Selected items' })
    .getByRole('button', { name: /Move .*to Trash|Move to Trash/ })
    .click()
  await page
    .getByRole('dialog', { name: `Move ${kind} ${name} to Trash?` })
    .getByRole('button', { name: 'Move to Trash' })
    .click()
  await expect.poll(() => page.getByRole('dialog').count(), patiently).toBe(0)
}

test.each(kinds)('a $kind is moved to Trash, comes back by Undo and from the Trash page, and goes for ever', async (one) => {
  const { kind, list, name } = one
  const before = valueOf(await findItem(scene.halley, kind, name))
  const page = await scene.enter()
  await toTrash(page, one)
  expect(await countTrash(scene.halley)).toBe(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name, exact: true }).first().waitFor()
  await expect.poll(() => countTrash(scene.halley), patiently).toBe(0)
  expect(valueOf(await findItem(scene.halley, kind, name))).toEqual(before)

  await toTrash(page, one)
  await page.goto('/trash')
  await page.getByRole('checkbox', { name: `Select ${kind} ${name}` }).check()
  await page.getByRole('button', { name: 'Restore 1 from Trash' }).click()
  await expect.poll(() => countTrash(scene.halley), patiently).toBe(0)
  expect(valueOf(await findItem(scene.halley, kind, name))).toEqual(before)

  await toTrash(page, one)
  await page.goto('/trash')
  await page.getByRole('checkbox', { name: `Select ${kind} ${name}` }).check()
  await page.getByRole('button', { name: 'Delete 1 permanently...' }).click()
  const last = page.getByRole('dialog', { name: `Delete ${kind} ${name} permanently?` })
  await last.getByRole('textbox').fill(name)
  await last.getByRole('button', { name: 'Delete permanently', exact: true }).click()
  await expect.poll(() => countTrash(scene.halley), patiently).toBe(0)
  const { paths } = scene.halley.store
  if (kind === 'sample') await expect.poll(() => existsSync(paths.sample(before.id)), patiently).toBe(false)
  if (kind === 'analysis') await expect.poll(() => existsSync(paths.analysis(before.id)), patiently).toBe(false)
  await page.goto(list)
  await page.locator('main').waitFor()
  await page.getByRole('link', { name, exact: true }).waitFor({ state: 'detached' })
  expect(existsSync(`${scene.home}/runs/pilot/sources.parquet`)).toBe(true)
})

test('Empty Trash deletes what it lists, once that many are typed, and nothing else', async () => {
  for (const name of ['one', 'two']) {
    const { id } = valueOf(await createRun(scene.halley, { name, configText: 'inputs: {}\n' }))
    valueOf(await moveToTrash(scene.halley, { itemIds: [id], companionIds: [], cancel: false, reason: '' }))
  }
  const page = await scene.enter()
  await page.goto('/trash')
  await page.getByText('two', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Empty Trash...' }).click()
  const dialog = page.getByRole('dialog')
  const label = await dialog.getByText(/^To confirm, type/).innerText()
  await dialog.getByRole('textbox').fill(label.replace(/^To confirm, type\s*/, '').replace(/[\s*]+$/, ''))
  await dialog.getByRole('button', { name: /^(Empty Trash|Delete .*permanently)/ }).click()
  await expect.poll(() => countTrash(scene.halley), patiently).toBe(0)
  await page.getByText('Trash is empty').waitFor()
  expect(existsSync(`${scene.home}/runs/pilot/sources.parquet`)).toBe(true)
})
