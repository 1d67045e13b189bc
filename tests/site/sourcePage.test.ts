// The page of a source as its reader uses it: pointing at epochs, blinking, going through the query by keys, marking.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { listSources } from '../../src/app/explore/listSources.ts'
import { showSource } from '../../src/app/explore/showSource.ts'
import { listFavourites } from '../../src/app/remarks/listFavourites.ts'
import { showSourceRemarks } from '../../src/app/remarks/sourceRemarks.ts'
import { epochPairs } from '../../src/web/plots/curve/epochPairs.ts'
import { valueOf } from '../process/survey.ts'
import { writeVoTable } from '../references/tables.ts'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene({
  async before({ process }) {
    await process('pilot', 3)
  },
})

const query = 'n_meas >= 3'

/** The sources of the query in its order, brightest first. */
async function listed(): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const order = { column: 'max_flux_peak', isDescending: true }
  const { columns, rows } = valueOf(await listSources(scene.halley, { runs: ['pilot'], query, order, after: null, limit: 50 }))
  const at = (name: string) => columns.findIndex((column) => column.name === name)
  return rows.map((row) => ({ id: Number(row[at('id')]), name: String(row[at('name')]) }))
}

function addressOf(source: number): string {
  const search = new URLSearchParams({ in: JSON.stringify(['pilot']), q: query, sort: '-max_flux_peak' })
  return `/runs/pilot/sources/${source}?${String(search)}`
}

async function open(page: Page, source: number): Promise<void> {
  await page.goto(addressOf(source))
  await page.getByRole('region', { name: 'Light curve' }).locator('svg[role=slider]').waitFor()
}

test('pointing at an epoch shows its cut-out beside it and marks it everywhere, and a click opens its measurement', async () => {
  const page = await scene.enter()
  const [first] = await listed()
  const { measurements } = valueOf(await showSource(scene.halley, { run: 'pilot', source: first?.id ?? 0, version: undefined }))
  await open(page, first?.id ?? 0)
  const curve = page.getByRole('slider', { name: /flux density of 3 measurements/ })
  await curve.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const [, second] = measurements
  await page.locator(`[data-selected="${second?.id}"]`).waitFor()
  await page.getByRole('region', { name: 'Light curve' }).locator('img').waitFor()
  expect(await curve.getAttribute('aria-valuetext')).toBe(second?.timeUtc.slice(0, 10))
  expect(await page.getByRole('region', { name: 'Cut-outs' }).locator('li[data-selected]').count()).toBe(1)
  const ring = await page.locator(`circle[data-selected="${second?.id}"]`).boundingBox()
  await page.keyboard.press('Escape')
  await page.mouse.move((ring?.x ?? 0) + (ring?.width ?? 0) / 2, (ring?.y ?? 0) + (ring?.height ?? 0) / 2)
  await page.locator(`circle[data-selected="${second?.id}"]`).waitFor()
  await page.mouse.down()
  await page.mouse.up()
  await page.waitForURL(`**/runs/pilot/measurements/${second?.id}`)
})

test('a pair of epochs that is pointed at is marked in the light curve, and an epoch in its pairs', async () => {
  const page = await scene.enter()
  const [first] = await listed()
  const { measurements } = valueOf(await showSource(scene.halley, { run: 'pilot', source: first?.id ?? 0, version: undefined }))
  const points = measurements.map((point) => ({
    id: point.id,
    timeMs: Date.parse(point.timeUtc),
    mjd: point.mjd,
    value: point.peakMjy,
    error: point.peakErrorMjy,
    isForced: point.isForced,
    frequencyMhz: point.frequencyMhz,
  }))
  const [surest] = epochPairs(points).toSorted((a, b) => Math.abs(b.vs) - Math.abs(a.vs))
  await open(page, first?.id ?? 0)
  await page.getByRole('slider', { name: /pairs of epochs/ }).focus()
  await page.keyboard.press('ArrowRight')
  const rings = page.getByRole('region', { name: 'Light curve' }).locator('circle[data-selected]')
  await expect.poll(() => rings.count()).toBe(2)
  const marked = await rings.evaluateAll((circles) => circles.map((circle) => Number(circle.getAttribute('data-selected'))))
  expect(new Set(marked)).toEqual(new Set([surest?.a.id, surest?.b.id]))
  await page.keyboard.press('Enter')
  await page.getByRole('slider', { name: /flux density of/ }).focus()
  expect(await rings.count()).toBe(2)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => page.getByRole('region', { name: 'Two epochs' }).locator('circle[data-pair]').count()).toBe(2)
})

test('blinking goes through the epochs by itself, stops, steps, and waits where the system asks for no motion', async () => {
  const [first] = await listed()
  const page = await scene.enter(undefined, { reducedMotion: 'no-preference' })
  await open(page, first?.id ?? 0)
  await page.keyboard.press('b')
  const panel = page.getByRole('group', { name: 'Blink' })
  await panel.getByText('Epoch 2 of 3').waitFor()
  await panel.getByText('Epoch 3 of 3').waitFor()
  await panel.getByRole('button', { name: 'Pause' }).click()
  const shown = await panel.getByText(/Epoch \d of 3/).textContent()
  await panel.getByRole('button', { name: 'Next epoch' }).click()
  await expect.poll(() => panel.getByText(/Epoch \d of 3/).textContent()).not.toBe(shown)
  await page.keyboard.press('b')
  await panel.waitFor({ state: 'detached' })
  const calm = await scene.enter()
  await open(calm, first?.id ?? 0)
  await calm.keyboard.press('b')
  await calm.getByRole('group', { name: 'Blink' }).getByRole('button', { name: 'Play' }).waitFor()
})

test('j and k go through the query, f marks, t tags, and the help of keys names them', async () => {
  const page = await scene.enter()
  const [first, second] = await listed()
  await open(page, first?.id ?? 0)
  await page.getByText(/^1 of \d+/).waitFor()
  await page.keyboard.press('j')
  await page.getByRole('heading', { level: 1, name: second?.name }).waitFor()
  await page.getByText(/^2 of \d+/).waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe(query)
  await page.keyboard.press('k')
  await page.getByRole('heading', { level: 1, name: first?.name }).waitFor()
  await page.getByText(/^1 of \d+/).waitFor()
  await page.keyboard.press('f')
  await page.getByRole('button', { name: 'Favourite', pressed: true }).waitFor()
  await page.keyboard.press('t')
  await page.keyboard.type('flare')
  await page.keyboard.press('Enter')
  const remarks = async () => valueOf(await showSourceRemarks(scene.halley, { run: 'pilot', source: first?.id ?? 0 }))
  await expect.poll(async () => (await remarks()).tags.map(({ name }) => name)).toEqual(['flare'])
  expect((await remarks()).favourite).not.toBeNull()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard' })
  for (const words of ['Next source of the query', 'Source before', 'Favourite, or not', 'Tag', 'Blink, or end it'])
    await help.getByText(words, { exact: true }).waitFor()
})

test('the favourites page has what was marked, with its reason, and lets it go and come back', async () => {
  const page = await scene.enter()
  const [first] = await listed()
  await page.goto('/favourites')
  await page.getByRole('link', { name: first?.name }).waitFor()
  await page.getByRole('button', { name: `Edit the reason: ${first?.name}` }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('rises by half')
  await page.getByRole('button', { name: 'Save reason' }).click()
  await page.getByRole('cell', { name: 'rises by half' }).waitFor()
  await page.getByRole('searchbox', { name: 'Search favourites' }).fill('nothing like it')
  await page.getByText('No favourite is like that').waitFor()
  await page.getByRole('searchbox', { name: 'Search favourites' }).fill('half')
  await page.getByRole('button', { name: `Remove from favourites: ${first?.name}` }).click()
  await page.getByText('You have no favourites yet').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name: first?.name }).waitFor()
  expect(valueOf(await listFavourites(scene.halley)).map(({ text }) => text)).toEqual(['rises by half'])
})

test('the light curve is drawn as the address says, and taken away as CSV', async () => {
  const page = await scene.enter()
  const [first] = await listed()
  await open(page, first?.id ?? 0)
  await page.getByText('Integrated', { exact: true }).first().click()
  await page.getByText('MJD', { exact: true }).first().click()
  await page.getByRole('switch', { name: 'Log flux' }).click()
  await expect.poll(() => new URL(page.url()).search).toMatch(/flux=integrated.*scale=log|scale=log.*flux=integrated/)
  expect(new URL(page.url()).searchParams.get('time')).toBe('mjd')
  await page.getByText('Integrated flux density [mJy]').waitFor()
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  expect((await coming).suggestedFilename()).toBe(`${first?.name}_light_curve.csv`)
})

test('an administrator adds a catalogue of the host, and the page of a source shows what it has around it, until it is removed', async () => {
  const [first] = await listed()
  const source = valueOf(await showSource(scene.halley, { run: 'pilot', source: first?.id ?? 0, version: undefined }))
  const at = (name: string) => Number(source.values[source.columns.findIndex((column) => column.name === name)])
  const entry = { name: 'RACS J1', raDeg: at('wavg_ra'), decDeg: at('wavg_dec') + 3 / 3600, fluxMjy: 30, gaia: 1n }
  const path = writeVoTable(join(scene.folder, 'survey', 'racs.vot'), [entry])
  const page = await scene.enter()
  await page.goto('/admin/catalogues')
  await page.getByText('There is no reference catalogue').waitFor()
  await page.getByRole('button', { name: 'Add catalogue' }).click()
  const dialog = page.getByRole('dialog', { name: 'Which catalogue should sources be compared with?' })
  await dialog.getByRole('textbox', { name: 'File' }).fill(path)
  await dialog.getByRole('textbox', { name: 'Column of declination' }).fill('nowhere')
  await dialog.getByRole('button', { name: 'Add catalogue' }).click()
  await dialog.getByText(/found source, alpha, delta, flux, gaia/).waitFor()
  await dialog.getByRole('textbox', { name: 'Column of declination' }).fill('')
  await dialog.getByRole('button', { name: 'Add catalogue' }).click()
  await page.getByRole('cell', { name: 'racs.vot' }).waitFor()
  await open(page, first?.id ?? 0)
  const matches = page.getByRole('region', { name: 'Cross-matches' })
  await matches.getByRole('cell', { name: 'RACS J1' }).first().waitFor()
  await matches.getByRole('cell', { name: '3.00' }).waitFor()
  await page.goto('/admin/catalogues')
  await page.getByRole('button', { name: 'Remove catalogue racs' }).click()
  await page.getByText('There is no reference catalogue').waitFor()
})
