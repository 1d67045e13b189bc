// The page of a run that has two versions: its history, its configuration, its logs, its measurements.
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findRun } from '../../src/app/runs/findRun.ts'
import { saveDraft } from '../../src/app/runs/saveDraft.ts'
import { showDraft } from '../../src/app/runs/showDraft.ts'
import { listVersions } from '../../src/app/versions/listVersions.ts'
import { logsOfRun } from '../../src/store/runLogs.ts'
import { valueOf } from '../process/survey.ts'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene({
  epochs: 4,
  before: async ({ process }) => {
    await process('lmc', 3)
    await process('lmc', 4)
  },
})

const lmc = async () => valueOf(await findRun(scene.halley, 'lmc'))

test('the arrows go along the versions; the one that is chosen is compared with the one shown, and the address says so', async () => {
  const page = await scene.enter()
  await page.goto('/runs/lmc')
  await page.getByRole('button', { name: /^v2 shown/ }).focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'From version 1 to version 2' }).waitFor()
  await page.getByText('1 image added', { exact: true }).waitFor()
  await page.getByText(/^\d+ unchanged$/).waitFor()
  expect(new URL(page.url()).searchParams.get('compare')).toBe('1')
  await page.getByRole('button', { name: 'Look into it' }).click()
  await page.getByText(/tables are those of version 1/).waitFor()
  await page.getByRole('tab', { name: 'Images 3' }).waitFor()
})

test('Undo after Restore Run restores to the version that was shown before', async () => {
  const page = await scene.enter()
  await page.goto('/runs/lmc?compare=1')
  await page.getByRole('button', { name: 'Restore to version 1' }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore run lmc to version 1?' })
  await dialog.getByText('Nothing is deleted', { exact: false }).waitFor()
  await dialog.getByRole('button', { name: 'Restore to version 1' }).click()
  await page.getByText('lmc is back at version 1, as version 3.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('lmc is back at version 2, as version 4.').waitFor()
  const versions = valueOf(await listVersions(scene.halley, await lmc()))
  expect(versions.map(({ number, restoredFrom, isHead }) => [number, restoredFrom, isHead]).slice(0, 2)).toEqual([
    [4, 2, true],
    [3, 1, false],
  ])
})

test('keys and values are offered where they may stand, and what is wrong is marked with its line', async () => {
  const page = await scene.enter()
  await page.goto('/runs/lmc/configuration')
  const editor = page.getByRole('textbox', { name: 'Configuration' })
  await editor.focus()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText('\nsource_association:\n  ')
  await page.keyboard.type('met')
  await page.getByRole('option', { name: /^method/ }).waitFor()
  // In the first moments after its list appears the editor takes Enter for a new line.
  await page.waitForTimeout(300)
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+Backspace')
  await page.keyboard.type('nearest')
  await page
    .getByRole('status', { name: 'What the check found' })
    .getByText(/nearest/)
    .waitFor()
  await page.getByRole('link', { name: 'Runs', exact: true }).first().click()
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Leave and drop the edits' }).click()
  await page.waitForURL(/\/runs$/)
})

test('a configuration that somebody else saved meanwhile is shown beside one’s own, and one decides', async () => {
  const page = await scene.enter()
  await page.goto('/runs/lmc/configuration')
  const editor = page.getByRole('textbox', { name: 'Configuration' })
  await editor.focus()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText('\n# mine')
  const run = await lmc()
  const { text, hash } = valueOf(await showDraft(scene.halley, run))
  valueOf(await saveDraft(scene.halley, run, { text: `${text}# theirs\n`, basedOn: hash }))
  await page.keyboard.press('ControlOrMeta+s')
  const conflict = page.getByRole('alert').filter({ hasText: 'changed while you edited it' })
  await conflict.getByText('# theirs').waitFor()
  await conflict.getByText('# mine').waitFor()
  const path = join(scene.home, 'runs', 'lmc', 'config.yaml')
  expect(readFileSync(path, 'utf8')).toContain('# theirs')
  await conflict.getByRole('button', { name: 'Save mine over it' }).click()
  await expect.poll(() => readFileSync(path, 'utf8')).toMatch(/# mine/)
  await conflict.waitFor({ state: 'detached' })
})

test('a link leads to the line of a log, however far from its end, and what is written comes by itself', async () => {
  const run = await lmc()
  const log = (await logsOfRun(scene.halley.store, run.id)).find(({ kind }) => kind === 'processing')
  if (!log) throw new Error('The run was processed')
  const far = '2026-11-21 10:00:00,000 test ERROR the line that is meant\n'
  const at = readFileSync(log.path).length
  appendFileSync(log.path, far + '2026-11-21 10:00:00,000 test INFO another line\n'.repeat(20_000))
  const page = await scene.enter()
  await page.goto(`/runs/lmc?log=${log.name}&line=${at}#log`)
  const lines = page.getByRole('log')
  await lines.getByText('the line that is meant').waitFor()
  expect(await lines.locator('[data-marked]').innerText()).toContain('the line that is meant')
  expect(await lines.locator('div').count()).toBeLessThan(200)
  await page.getByRole('button', { name: /^Read later lines/ }).waitFor()
})

test('the measurements come as they are scrolled to, in the order of the column that is clicked', async () => {
  const page = await scene.enter()
  await page.goto('/runs/lmc?tab=measurements')
  const table = page.getByRole('table', { name: /^Measurements of version/ })
  await table.getByRole('button', { name: /^Peak/ }).click()
  await page.waitForURL(/sort=-flux_peak/)
  const peaks = async () => {
    const cells = await table.locator('tbody tr td:nth-child(10)').allInnerTexts()
    return cells.filter((text) => text !== '').map((text) => Number(text.split(' ')[0]))
  }
  await expect.poll(async () => (await peaks()).length).toBeGreaterThan(10)
  await expect
    .poll(async () => {
      const found = await peaks()
      return found.every((peak, index) => index === 0 || peak <= found[index - 1] + 1e-9)
    })
    .toBe(true)
})
