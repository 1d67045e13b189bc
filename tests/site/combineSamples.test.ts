// Samples are drawn, combined and looked at; a run that changed since is said to have, and its versions are compared.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseSourceQuery } from '../../src/app/contract/query/parseSourceQuery.ts'
import { drawSample } from '../../src/app/samples/drawSample.ts'
import { showSample } from '../../src/app/samples/listSamples.ts'
import { comparisonOf } from '../../src/app/versions/comparison.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { readTable } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { trashRun } from '../samples/scene.ts'
import { objectionsTo } from './harness/axe.ts'
import { siteScene } from './harness/siteScene.ts'

const how = { signal: new AbortController().signal, onProgress: () => {} }

const scene = siteScene({
  async before({ halley, process }) {
    await process('pilot', 1)
    const draw = async (name: string, where: string) => {
      valueOf(await drawSample(halley, { name, from: [{ run: 'pilot' }], query: valueOf(parseSourceQuery(where)) }, how))
    }
    await draw('every one', 'all')
    await draw('bright', 'max_flux_peak > 5')
    await process('pilot', 3)
  },
})

async function sourcesOf(name: string): Promise<number[]> {
  const { id } = valueOf(await showSample(scene.halley, name))
  return (await readTable(scene.halley.store.paths.sample(id), 'sources')).map((row) => Number(row['id'])).toSorted((a, b) => a - b)
}

test('two samples that are selected are combined, and what is told leads to the new one, which names them', async () => {
  const page = await scene.enter()
  await page.goto('/samples')
  for (const name of ['every one', 'bright']) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
  await page.getByRole('button', { name: 'Combine', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Combine samples' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('the faint ones')
  await dialog.getByRole('radio', { name: 'Minus' }).check()
  await dialog.getByRole('combobox', { name: 'The first' }).click()
  await page.getByRole('option', { name: 'every one', exact: true }).click()
  expect(await objectionsTo(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Combine samples' }).click()
  await page.getByRole('link', { name: 'the faint ones', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: 'the faint ones' }).waitFor()
  await page.getByRole('link', { name: 'every one' }).waitFor()
  const bright = new Set(await sourcesOf('bright'))
  expect(await sourcesOf('the faint ones')).toEqual((await sourcesOf('every one')).filter((id) => !bright.has(id)))
}, 120_000)

test('a sample says that its run shows another version now, and leads to what is between them, source by source', async () => {
  const page = await scene.enter()
  const { id, counts } = valueOf(await showSample(scene.halley, 'every one'))
  await page.goto(`/samples/${id}`)
  await page.getByText('pilot shows version 2 now, the sample is of version 1', { exact: false }).waitFor()
  await page.getByRole('img', { name: new RegExp(`^Map of ${counts.sources} sources`) }).waitFor()
  await page.getByRole('table', { name: 'Table of sources' }).waitFor()
  expect(await objectionsTo(page)).toEqual([])
  await page.getByRole('link', { name: 'Compare version 1 with version 2' }).click()
  await page.getByRole('heading', { level: 1, name: 'Compare version 1 and version 2' }).waitFor()
  const run = valueOf(await findRun(scene.halley, 'pilot'))
  const { counts: changes } = valueOf(await comparisonOf(scene.halley, run, { from: 1, to: 2 }))
  await page.getByText(`${changes.unchanged} unchanged`).waitFor()
  await page.getByText(`New ${changes.added}`, { exact: true }).click()
  await page.getByText(`of ${changes.added} sources`, { exact: false }).waitFor()
  await page.getByText(`Changed ${changes.changed}`, { exact: true }).click()
  await page
    .getByRole('button', { name: /^Show the light curves of/ })
    .first()
    .click()
  await page.getByRole('img', { name: /^Light curves of J\S+ in v1: 1 measurements, v2: \d measurements$/ }).waitFor()
  expect(page.url()).toContain('source=')
  expect(await objectionsTo(page)).toEqual([])
}, 120_000)

test('the light curves of a sample stand beside each other, more come as they are looked for, each leads to its source', async () => {
  const page = await scene.enter()
  const { id, counts } = valueOf(await showSample(scene.halley, 'every one'))
  await page.goto(`/samples/${id}`)
  await page.getByText('Light curves', { exact: true }).click()
  const grid = page.getByRole('region', { name: 'Light curves' })
  const shown = page.getByText(new RegExp(`^\\d+ of ${counts.sources}$`))
  await shown.waitFor()
  expect(await objectionsTo(page)).toEqual([])
  await expect
    .poll(async () => {
      await grid.evaluate((frame: { scrollTop: number; scrollHeight: number }) => {
        frame.scrollTop = frame.scrollHeight
      })
      return shown.textContent()
    })
    .toBe(`${counts.sources} of ${counts.sources}`)
  // Those out of sight are not drawn, however many there are.
  expect(await grid.getByRole('link').count()).toBeLessThan(60)
  const last = grid.getByRole('link').last()
  const name = (await last.locator('.site-mono').textContent()) ?? ''
  await last.click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}, 120_000)

test('the whole sample is tagged at once, and taken away as a VOTable', async () => {
  const page = await scene.enter()
  const { id, counts } = valueOf(await showSample(scene.halley, 'bright'))
  await page.goto(`/samples/${id}`)
  await page.getByRole('button', { name: `Act on all ${counts.sources}` }).click()
  await page.getByRole('menuitem', { name: 'Tag...' }).click()
  await page.getByRole('textbox', { name: 'Tag' }).fill('follow up')
  await page.keyboard.press('Enter')
  await page.getByText(`${counts.sources} sources tagged follow up`).waitFor()
  await page.getByRole('button', { name: 'Export Table of sources' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'VOTable' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.vot$/)
}, 120_000)

test('a part of a sample is saved as a sample of its own, which names it', async () => {
  const page = await scene.enter()
  const { id, counts } = valueOf(await showSample(scene.halley, 'bright'))
  await page.goto(`/sources?sample=${id}&q=n_meas%20%3E%3D%201`)
  await page.getByRole('button', { name: /^Act on all/ }).click()
  await page.getByRole('menuitem', { name: 'Save as sample...' }).click()
  const dialog = page.getByRole('dialog', { name: 'New sample' })
  await dialog.getByText('A part of sample bright').waitFor()
  await dialog.getByText(new RegExp(`of ${counts.sources} sources`)).waitFor()
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('bright again')
  await dialog.getByRole('button', { name: 'Draw sample' }).click()
  await expect.poll(async () => (await showSample(scene.halley, 'bright again')).ok, { timeout: 60_000 }).toBe(true)
  const part = valueOf(await showSample(scene.halley, 'bright again'))
  expect(part.query).toBe('bright where n_meas >= 1')
  await page.goto(`/samples/${part.id}`)
  await page.getByRole('heading', { level: 2, name: 'A part of' }).waitFor()
  await page
    .getByText(/where n_meas >= 1/)
    .first()
    .waitFor()
}, 120_000)

test('when its run is in Trash a sample still shows its sources, each with its light curve, from its own files', async () => {
  await trashRun(scene.halley, 'pilot')
  const page = await scene.enter()
  const { id } = valueOf(await showSample(scene.halley, 'bright'))
  await page.goto(`/samples/${id}`)
  await page.getByText('Not all of its runs are there any more').waitFor()
  const link = page.getByRole('table', { name: 'Table of sources' }).getByRole('link').first()
  const name = (await link.textContent()) ?? ''
  await link.click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByRole('img', { name: `Light curve of ${name}`, exact: false }).waitFor()
  await page.getByText('The run is not to be seen any more: its run is in Trash.', { exact: false }).waitFor()
  expect(await objectionsTo(page)).toEqual([])
  expect(page.url()).toContain(join('/samples', id, 'source'))
}, 120_000)
