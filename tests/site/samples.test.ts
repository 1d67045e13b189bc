// A sample is drawn and an analysis made in the dialogs, and both are found where they were told to be.
import { expect, test } from 'vitest'
import { showAnalysis } from '../../src/app/analyses/listAnalyses.ts'
import { createProject } from '../../src/app/projects/createProject.ts'
import { showProject } from '../../src/app/projects/listProjects.ts'
import { showSample } from '../../src/app/samples/listSamples.ts'
import { valueOf } from '../process/survey.ts'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene({
  async before({ halley, process }) {
    await process('pilot', 2)
    valueOf(await createProject(halley, { name: 'LMC', description: '' }))
  },
})

test('a query is checked and counted as it is written, the sample is drawn, and what is told leads to it', async () => {
  const page = await scene.enter()
  await page.goto('/samples')
  await page.getByRole('button', { name: 'New sample' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New sample' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('bright')
  await dialog.getByRole('combobox', { name: 'From run' }).click()
  await page.getByRole('option', { name: 'pilot' }).click()
  const query = dialog.getByRole('textbox', { name: 'Which sources' })
  await query.fill('n_meas >= 1 and etapeak > 2')
  await dialog.getByRole('alert').getByText('Did you mean eta_peak?').waitFor()
  expect(await dialog.getByRole('alert').locator('mark').textContent()).toBe('etapeak')
  await query.fill('n_meas >= 1')
  await dialog.getByText(/^[\d,]+ of [\d,]+ sources$/).waitFor()
  await dialog.getByRole('button', { name: 'Draw sample' }).click()
  await page.getByRole('link', { name: 'bright', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: 'bright' }).waitFor()
  const sample = valueOf(await showSample(scene.halley, 'bright'))
  expect(page.url()).toContain(`/samples/${sample.id}`)
  await page.getByRole('link', { name: 'Download sources.parquet as CSV' }).waitFor()
  await page.getByText(`${sample.counts.sources} of ${sample.counts.sources} sources`).waitFor()
})

test('an analysis is made of a sample, plotted, moved to a project and renamed, and each can be undone', async () => {
  const page = await scene.enter()
  const { id } = valueOf(await showSample(scene.halley, 'bright'))
  await page.goto(`/samples/${id}`)
  await page.getByRole('button', { name: 'New analysis' }).click()
  const dialog = page.getByRole('dialog', { name: 'New analysis' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('strict')
  await dialog.getByRole('textbox', { name: 'Sources, at least' }).fill('1')
  await dialog.getByRole('button', { name: 'Make analysis' }).click()
  await page.getByRole('link', { name: 'strict', exact: true }).click()
  await page.getByRole('slider', { name: /^Eta against V of/ }).waitFor()
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Move to another project' }).click()
  await page.getByRole('combobox', { name: 'To project' }).click()
  await page.getByRole('option', { name: 'LMC' }).click()
  await page.getByRole('button', { name: 'Move analysis' }).click()
  await expect.poll(async () => valueOf(await showProject(scene.halley, 'LMC')).analyses).toBe(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => valueOf(await showProject(scene.halley, 'LMC')).analyses).toBe(0)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'New name' }).fill('lenient')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'lenient' }).waitFor()
  expect(valueOf(await showAnalysis(scene.halley, 'lenient')).of).toMatchObject({ kind: 'sample', id })
})
