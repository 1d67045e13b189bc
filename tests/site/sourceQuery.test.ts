// The page of sources, on a simulated survey whose truth is known: what was put in is found by its filters.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { countSources } from '../../src/app/explore/listSources.ts'
import { listSamples } from '../../src/app/samples/listSamples.ts'
import { simulateSurvey } from '../../src/simulate/simulateSurvey.ts'
import { presets } from '../../src/simulate/presets.ts'
import { separationDeg } from '../../src/sky/separation.ts'
import { openDirectorySink } from '../../src/store/files/directorySink.ts'
import { process } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { siteScene } from './harness/siteScene.ts'
import { objectionsTo } from './harness/axe.ts'

/** Ten times the noise in the middle of the images. */
const thresholdMjy = 10 * presets.demo.rmsMjy

const options = { ...presets.demo, seed: 'transients', epochs: 5, transientsPerEpoch: 3 }

const scene = siteScene({
  epochs: 2,
  before: async ({ folder, home }) => {
    const survey = join(folder, 'simulated')
    valueOf(await simulateSurvey(options, valueOf(await openDirectorySink(survey))))
    await process(home, join(survey, 'config.yaml'), { name: 'pilot' })
  },
})

type Row = Readonly<Record<string, string>>

function readCsv(text: string): readonly Row[] {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell.replace(/^"|"$/g, '')])))
}

function truth(name: string): readonly Row[] {
  return readCsv(readFileSync(join(scene.folder, 'simulated', 'truth', `${name}.csv`), 'utf8'))
}

/** The transients that were not there in the first epoch and are above the threshold in their first. */
function injected() {
  const curves = Map.groupBy(truth('light_curves'), (row) => row['source_id'])
  return truth('sources').flatMap((row) => {
    if (row['kind'] !== 'transient') return []
    const fluxes = (curves.get(row['source_id']) ?? []).map((point) => Number(point['flux_mjy']))
    const first = fluxes.findIndex((flux) => flux > 0)
    if (first < 1 || (fluxes[first] ?? 0) < thresholdMjy) return []
    return [{ id: row['source_id'], raDeg: Number(row['ra_deg']), decDeg: Number(row['dec_deg']) }]
  })
}

function separationArcsec(row: Row, { raDeg, decDeg }: { readonly raDeg: number; readonly decDeg: number }): number {
  return 3600 * separationDeg(Number(row['wavg_ra']), Number(row['wavg_dec']), raDeg, decDeg)
}

/** What the survey has where a source was found. */
function kindThere(row: Row): string | undefined {
  const near = truth('sources').map((source) => {
    const position = { raDeg: Number(source['ra_deg']), decDeg: Number(source['dec_deg']) }
    return { kind: source['kind'], distance: separationArcsec(row, position) }
  })
  return near.filter(({ distance }) => distance < 10).toSorted((a, b) => a.distance - b.distance)[0]?.kind
}

async function exported(page: Page, format: string): Promise<string> {
  await page.getByRole('button', { name: 'Export Sources' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: format, exact: true }).click()])
  return readFileSync(await download.path(), 'utf8')
}

async function counted(page: Page): Promise<number> {
  const words = await page
    .locator('main')
    .getByText(/^[\d,]+ of [\d,]+ sources$/)
    .textContent()
  return Number(words?.split(' ')[0]?.replaceAll(',', ''))
}

const patience = { timeout: 15_000 }

test('every injected transient above the threshold is found by the filters of the page', async () => {
  const page = await scene.enter()
  await page.goto('/sources?run=["pilot"]')
  const filters = page.getByRole('complementary', { name: 'Filters' })
  await filters.getByText('New', { exact: true }).click()
  await filters.getByRole('button', { name: 'Signal to noise' }).click()
  const sigma = filters.getByRole('textbox', { name: 'New source, highest sigma, from' })
  await sigma.fill('7')
  await sigma.press('Enter')
  await page.waitForURL(/new_high_sigma/)
  await expect.poll(() => page.getByRole('textbox', { name: 'Query' }).inputValue(), patience).toBe('new = true and new_high_sigma >= 7')
  const found = readCsv(await exported(page, 'CSV'))
  await expect.poll(() => counted(page), patience).toBe(found.length)
  const wanted = injected()
  expect(wanted.length).toBeGreaterThan(3)
  const missed = wanted.filter((one) => !found.some((row) => separationArcsec(row, one) < 5))
  expect(missed).toEqual([])
  const others = found.filter((row) => !wanted.some((one) => separationArcsec(row, one) < 5))
  const kinds = others.map((row) => kindThere(row) ?? 'nothing')
  const falseOnes = kinds.filter((kind) => kind === 'steady' || kind === 'nothing').length
  console.log(
    `Of ${wanted.length} injected transients of at least ${thresholdMjy} mJy all are found; beside them ${kinds.length - falseOnes} other variable sources and ${falseOnes} that do not vary.`,
  )
  expect(falseOnes).toBeLessThan(found.length / 2)
})

test('the text of the query and the filters say the same, and a mistake is shown where it is', async () => {
  const page = await scene.enter()
  await page.goto('/sources?run=["pilot"]&q=eta_peak > 3 and (new or n_rel = 0)')
  const filters = page.getByRole('complementary', { name: 'Filters' })
  const from = filters.getByRole('textbox', { name: 'η, peak, from' })
  await expect.poll(() => from.inputValue(), patience).toBe('beyond 3')
  await filters.getByRole('textbox', { name: 'Around a position' }).fill('l 280.5 b -33')
  await filters.getByText(/ICRS$/).waitFor()
  await filters.getByRole('textbox', { name: 'Around a position' }).fill('2:00 nowhere')
  await filters.getByText(/^Expected/).waitFor()
  await filters.getByRole('textbox', { name: 'Around a position' }).fill('')
  await from.fill('4')
  await from.press('Enter')
  const query = page.getByRole('textbox', { name: 'Query' })
  await expect.poll(() => query.inputValue(), patience).toBe('eta_peak >= 4 and (new = true or n_rel = 0)')
  await query.fill('eta_peek > 4')
  await query.press('Enter')
  await page.getByText('Did you mean eta_peak?').waitFor()
  await filters.getByText('The filters come back when the query can be read again.').waitFor()
  await query.fill('eta_p')
  await page.getByRole('option', { name: 'eta_peak' }).waitFor()
  await query.press('ArrowDown')
  await query.press('Enter')
  await page.keyboard.type('> 3')
  await page.keyboard.press('Enter')
  await page.waitForURL(/eta_peak/)
  const { count } = valueOf(await countSources(scene.halley, { runs: ['pilot'], query: 'eta_peak > 3' }))
  await expect.poll(() => counted(page), patience).toBe(count)
  expect(await objectionsTo(page)).toEqual([])
})

test('a stroke over a histogram sets the range', async () => {
  const page = await scene.enter()
  await page.goto('/sources?run=["pilot"]')
  const histogram = page.getByRole('img', { name: /^V, peak/ })
  const box = await histogram.boundingBox()
  if (!box) throw new Error('The histogram is not there')
  await page.mouse.move(box.x + box.width * 0.5, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.9, box.y + 10, { steps: 4 })
  await page.mouse.up()
  await page.waitForURL(/v_peak\+between|v_peak%20between/)
})

test('what was found is tagged, kept as a query and saved as a sample', async () => {
  const page = await scene.enter()
  const query = 'eta_peak > 3 and v_peak > 0.1'
  await page.goto(`/sources?run=["pilot"]&q=${query}`)
  const { count } = valueOf(await countSources(scene.halley, { runs: ['pilot'], query }))
  await page.getByRole('button', { name: `Act on all ${count}` }).click()
  await page.getByRole('menuitem', { name: 'Tag...' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Tag' }).fill('candidate')
  await page.keyboard.press('Enter')
  await page.getByText(`${count} sources tagged candidate`).waitFor()
  expect(valueOf(await countSources(scene.halley, { runs: ['pilot'], query: "tagged 'candidate'" })).count).toBe(count)
  await page.getByRole('button', { name: 'Saved queries' }).click()
  await page.getByRole('menuitem', { name: 'Save this query...' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('variables')
  await page.keyboard.press('Enter')
  await page.getByText('Query variables is saved').waitFor()
  await page.goto('/sources')
  await page.getByRole('button', { name: 'Saved queries' }).click()
  await page.getByRole('menuitem', { name: /^variables/ }).click()
  await page.waitForURL(/v_peak/)
  await page.getByRole('button', { name: `Act on all ${count}` }).click()
  await page.getByRole('menuitem', { name: 'Save as sample...' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).fill('variables')
  await page.getByRole('dialog').getByRole('button', { name: 'Draw sample' }).click()
  await expect
    .poll(async () => valueOf(await listSamples(scene.halley, undefined)).map(({ counts }) => counts.sources), { timeout: 30_000 })
    .toEqual([count])
})

test('columns are chosen once, and rows are gone through and opened by keys', async () => {
  const page = await scene.enter()
  await page.goto('/sources?run=["pilot"]')
  await page.getByRole('button', { name: 'Columns of Sources' }).click()
  await page.getByRole('checkbox', { name: 'avg_compactness' }).check()
  await page.keyboard.press('Escape')
  await page.reload()
  await page.getByRole('columnheader', { name: 'avg_compactness' }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/runs\/pilot\/sources\/\d+/)
})
