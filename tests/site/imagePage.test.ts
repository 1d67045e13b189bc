// The page of an image and that of a measurement: moved, zoomed, opened, taken away as a figure, told when files are gone.
import { readFileSync, renameSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene({
  async before({ process }) {
    await process('lmc', 3)
  },
})

const patience = { timeout: 20_000 }

async function openImagePage(): Promise<Page> {
  const page = await scene.enter()
  await page.goto('/runs/lmc?tab=images')
  await page
    .getByRole('region', { name: /^Images of version/ })
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('application', { name: /^Image / }).waitFor()
  return page
}

/** Different colours of the pixels that were drawn. */
function coloursOf(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const canvas = document.querySelector('[role=application] canvas')
    if (!canvas || canvas.width === 0) return 0
    const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)
    return new Set(pixels).size
  })()`)
}

async function drawn(page: Page): Promise<void> {
  await page.locator('[role=application][aria-busy=false]').waitFor()
  await expect.poll(() => coloursOf(page), patience).toBeGreaterThan(50)
}

/** Takes a figure away by the menu. */
async function figure(page: Page, item: string, nth = 0): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await page.getByRole('button', { name: /^Figure/ }).click()
  const coming = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item, exact: true }).nth(nth).click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

test('an image is drawn with the lines of the sky and its measurements; keys move and zoom it; the place in the middle is told', async () => {
  const page = await openImagePage()
  await drawn(page)
  const picture = page.getByRole('application', { name: /^Image / })
  const middle = page.getByRole('group', { name: 'In the middle' })
  await expect.poll(() => middle.textContent(), patience).toMatch(/\d\d:\d\d:\d\d\.\d\d [+-]\d\d:\d\d:\d\d\.\d.*pixel.*mJy\/beam/)
  expect(await page.locator('[role=application] ellipse').count()).toBeGreaterThan(5)
  expect(await page.locator('[role=application] svg text').count()).toBeGreaterThan(3)
  const before = await middle.textContent()
  await picture.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('+')
  await expect.poll(() => middle.textContent(), patience).not.toBe(before)
  await page.keyboard.press('0')
  await expect.poll(() => middle.textContent(), patience).toBe(before)
  await page.getByRole('switch', { name: 'Measurements' }).click({ force: true })
  await expect.poll(() => page.url(), patience).toContain('shapes=false')
  await page.getByRole('combobox', { name: 'Map' }).click()
  await page.getByRole('option', { name: 'Noise map' }).click()
  await drawn(page)
  expect(new URL(page.url()).searchParams.get('layer')).toBe('noise')
})

test('a click on an ellipse opens its measurement, which leads to its sources, its island and back to its image', async () => {
  const page = await openImagePage()
  await drawn(page)
  await expect.poll(() => page.locator('[role=application] ellipse').count(), patience).toBeGreaterThan(5)
  const ellipse = await page.locator('[role=application] ellipse').first().boundingBox()
  if (!ellipse) throw new Error('The image has no measurement.')
  await page.mouse.click(ellipse.x + ellipse.width / 2, ellipse.y + ellipse.height / 2)
  await page.waitForURL(/\/runs\/lmc\/measurements\/\d+/)
  await page.getByRole('application', { name: /^Measurement / }).waitFor()
  await drawn(page)
  expect(await page.locator('[role=application] ellipse[data-selected]').count()).toBe(1)
  await page
    .getByRole('row', { name: /^Peak flux density/ })
    .getByText(/±/)
    .waitFor()
  await page.getByRole('region', { name: 'Sources' }).getByRole('link').first().waitFor()
  await page.getByRole('link', { name: /\.fits$/ }).click()
  await page.waitForURL(/\/runs\/lmc\/images\/\d+/)
})

test('the picture is taken away as PDF, SVG, PNG at column width and its measurements as CSV, run and version in each', async () => {
  const page = await openImagePage()
  await drawn(page)
  const pdf = await figure(page, 'PDF')
  expect(pdf.name).toMatch(/_84mm\.pdf$/)
  const text = pdf.bytes.toString('latin1')
  expect(text.slice(0, 5)).toBe('%PDF-')
  const [, width] = /MediaBox \[0 0 ([\d.]+)/.exec(text) ?? []
  expect(Number(width)).toBeCloseTo((84 / 25.4) * 72, 1)
  expect(text).toContain('/Subject (')
  expect(pageTextOf(pdf.bytes)).toContain('mJy/beam')
  const svg = await figure(page, 'SVG', 1)
  const parsed = await page.evaluate<readonly string[]>(`(() => {
    const { documentElement } = new DOMParser().parseFromString(${JSON.stringify(svg.bytes.toString('utf8'))}, 'image/svg+xml')
    return [documentElement.nodeName, documentElement.getAttribute('width'), documentElement.querySelector('desc').textContent]
  })()`)
  expect(parsed).toEqual(['svg', '174mm', expect.stringContaining('Run lmc, version 1')])
  const png = await figure(page, 'PNG, 600 dpi')
  const size = await page.evaluate<readonly [number, boolean]>(`(async () => {
    const picture = new Image()
    picture.src = 'data:image/png;base64,${png.bytes.toString('base64')}'
    await picture.decode()
    return [picture.naturalWidth, picture.naturalHeight > 100]
  })()`)
  expect(size).toEqual([Math.round((84 / 25.4) * 600), true])
  const csv = (await figure(page, 'Data as CSV')).bytes.toString('utf8')
  expect(csv).toMatch(/^# .*Run lmc, version 1/)
  expect(csv).toContain('measurement,x,y,flux_peak,forced')
})

/** What the pages of a PDF write, its streams inflated. */
function pageTextOf(pdf: Buffer): string {
  const parts: string[] = []
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    if (pdf.subarray(at - 3, at).toString('latin1') === 'end') continue
    try {
      parts.push(inflateSync(pdf.subarray(at + 7)).toString('latin1'))
    } catch {
      // Not every stream is packed.
    }
  }
  return parts.join('\n')
}

test('where the file is gone the preview shows in its place, with a note that names it', async () => {
  const path = scene.images[0]?.image ?? ''
  renameSync(path, `${path}.away`)
  try {
    const page = await openImagePage()
    await drawn(page)
    await page.getByRole('status').getByText('is not where it was. This is its preview.', { exact: false }).waitFor()
    await page.getByRole('table', { name: 'Files' }).getByText('not where it was').waitFor()
  } finally {
    renameSync(`${path}.away`, path)
  }
})
