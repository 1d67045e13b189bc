// Variables that were planted in a survey are found in the plane of eta and V, kept as an analysis, made again, taken away.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { showAnalysis } from '../../src/app/analyses/listAnalyses.ts'
import { presets } from '../../src/simulate/presets.ts'
import { separationDeg } from '../../src/sky/separation.ts'
import { process, readTable } from '../process/processing.ts'
import { makeSurvey, valueOf, writeConfig } from '../process/survey.ts'
import { objectionsTo } from './harness/axe.ts'
import { siteScene } from './harness/siteScene.ts'

const survey = { ...presets.demo, fieldColumns: 1, ditherArcsec: 0 }

const scene = siteScene({
  async before({ folder, home }) {
    const images = await makeSurvey(join(folder, 'survey', 'planted'), survey)
    await process(home, writeConfig(join(folder, 'planted.yaml'), images), { name: 'planted' })
  },
})

const address = '/eta-v?run=%5B%22planted%22%5D&etaSigma=1.5&vSigma=1'

interface TrueSource {
  readonly kind: string
  readonly raDeg: number
  readonly decDeg: number
  readonly curveMjy: readonly number[]
}

function truthRows(name: string): string[][] {
  const text = readFileSync(join(scene.folder, 'survey', 'planted', 'truth', name), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
}

function readTruth(): readonly TrueSource[] {
  const curves = Map.groupBy(truthRows('light_curves.csv'), ([id]) => id)
  return truthRows('sources.csv').map(([id, kind = '', ra, dec]) => {
    return { kind, raDeg: Number(ra), decDeg: Number(dec), curveMjy: (curves.get(id) ?? []).map(([, , flux]) => Number(flux)) }
  })
}

/** Eta and V of a light curve without noise, measured with the errors that the edge of the field has. */
function trueMeasures({ curveMjy }: TrueSource): readonly [eta: number, v: number] {
  const mean = curveMjy.reduce((sum, flux) => sum + flux, 0) / curveMjy.length
  const squares = curveMjy.reduce((sum, flux) => sum + (flux - mean) ** 2, 0) / (curveMjy.length - 1)
  const edgeNoise = survey.rmsMjy * survey.rmsRise
  return [squares / (edgeNoise ** 2 + (0.05 * mean) ** 2), Math.sqrt(squares) / mean]
}

interface Placed {
  readonly raDeg: number
  readonly decDeg: number
}

const matchDeg = 8 / 3600

function isNear(one: Placed, other: Placed): boolean {
  return separationDeg(one.raDeg, one.decDeg, other.raDeg, other.decDeg) < matchDeg
}

async function countShown(page: Page): Promise<number> {
  const words = await page.getByText(/^[\d,]+ candidates? among/).textContent()
  return Number(/^([\d,]+)/.exec(words ?? '')?.[1]?.replaceAll(',', ''))
}

test('every planted variable that is well above both thresholds is a candidate, and few others are', { timeout: 120_000 }, async () => {
  const page = await scene.enter()
  await page.goto(address)
  await page.getByText(/candidates among/).waitFor()
  const shown = await countShown(page)
  const expected = await page.getByText(/^[\d,]+ candidates? among/).textContent()
  await page.getByRole('button', { name: 'Save as analysis' }).click()
  const dialog = page.getByRole('dialog', { name: 'New analysis' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('variables')
  await dialog.getByRole('button', { name: 'Make analysis' }).click()
  await page.getByRole('link', { name: 'variables', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: 'variables' }).waitFor()
  const { candidates, eta, v, counts } = valueOf(await showAnalysis(scene.halley, 'variables'))
  expect(candidates).toHaveLength(shown)
  const rows = await readTable(join(scene.home, 'runs', 'planted'), 'sources')
  const places = new Map(rows.map((row) => [Number(row['id']), { raDeg: Number(row['wavg_ra']), decDeg: Number(row['wavg_dec']) }]))
  const found = candidates.map(({ id }) => places.get(id)).filter((place) => place !== undefined)
  const truth = readTruth()
  const seen = truth.filter((one) => [...places.values()].some((place) => isNear(one, place)))
  const variable = seen.filter(({ kind, curveMjy }) => kind !== 'steady' && curveMjy.length > 1)
  const wanted = variable.filter((one) => {
    const [trueEta, trueV] = trueMeasures(one)
    return trueEta > 2 * eta.threshold && trueV > 1.3 * v.threshold
  })
  expect(wanted.length).toBeGreaterThan(4)
  for (const one of wanted)
    expect(
      found.some((place) => isNear(one, place)),
      `${one.kind} at ${one.raDeg} ${one.decDeg}`,
    ).toBe(true)
  const isFalse = found.filter((place) => !truth.some((one) => one.kind !== 'steady' && isNear(one, place)))
  console.log(`${wanted.length} planted variables above the thresholds, all found; ${isFalse.length} false ones. The page: ${expected}`)
  expect(isFalse.length).toBeLessThan(0.1 * counts.used)
})

test(
  'the analysis shows its frozen points, has the same bytes when it is made again, and goes away as one page',
  { timeout: 120_000 },
  async () => {
    const page = await scene.enter()
    const { id, counts } = valueOf(await showAnalysis(scene.halley, 'variables'))
    await page.goto(`/analyses/${id}`)
    await page.getByRole('slider', { name: new RegExp(`${counts.candidates} candidates`) }).waitFor()
    expect(await countShown(page)).toBe(counts.candidates)
    await page.getByRole('button', { name: 'Rerun' }).click()
    await page.getByText('Made again, it has the same bytes').waitFor({ timeout: 60_000 })
    expect(await objectionsTo(page)).toEqual([])
    const href = await page.getByRole('link', { name: 'Report' }).getAttribute('href')
    const report = await page.request.get(`${scene.serving.address}${href}`)
    expect(report.headers()['content-disposition']).toContain('variables.html')
    expect(await report.text()).toContain('<svg')
  },
)

test('candidates are gone through, opened and selected by keyboard, and a box selects what is in it', { timeout: 120_000 }, async () => {
  const page = await scene.enter()
  await page.goto(address)
  await page.getByText(/candidates among/).waitFor()
  const plane = page.getByRole('slider', { name: /^Eta against V of/ })
  await page.getByRole('checkbox', { name: /^Select all/ }).waitFor()
  await plane.focus()
  await page.keyboard.press('ArrowRight')
  await page.getByText(/its light curve\.$/).waitFor()
  await page.keyboard.press('x')
  await page.getByText('1 source selected').waitFor()
  await page.keyboard.press('Enter')
  await page
    .getByRole('region', { name: 'Chosen source' })
    .getByRole('slider', { name: /^Peak flux density/ })
    .waitFor()
  expect(await objectionsTo(page)).toEqual([])
  await plane.focus()
  await page.keyboard.press('Escape')
  await page.getByText('Select rows to act on several at once').waitFor()
  await page.getByText('Selects a box').click()
  const box = await plane.boundingBox()
  if (!box) throw new Error('The plane is not shown')
  await page.mouse.move(box.x + 2, box.y + 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.move(box.x + box.width - 2, box.y + box.height - 2)
  await page.mouse.up()
  const { counts } = valueOf(await showAnalysis(scene.halley, 'variables'))
  await page.getByText(`${counts.used} sources selected`).waitFor()
  await page.getByRole('button', { name: `Act on ${counts.used} selected` }).waitFor()
})

test(
  'a slider moves candidates at once and stands in the address when it is let go; p-values are another cut',
  { timeout: 120_000 },
  async () => {
    const page = await scene.enter()
    await page.goto(address)
    await page.getByText(/candidates among/).waitFor()
    const before = await countShown(page)
    const slider = page.getByRole('slider', { name: 'Threshold of eta' })
    await slider.focus()
    for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowLeft')
    await expect.poll(() => countShown(page)).toBeGreaterThan(before)
    await expect.poll(() => page.url()).toContain('etaSigma=0.5')
    await page.goto(`${address}&cut=discovery&rate=0.01`)
    await page.getByText(/are expected to be false/).waitFor()
    await page.getByRole('slider', { name: 'Rate of false discoveries' }).waitFor()
  },
)
