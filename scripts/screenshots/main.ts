import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../../tests/site/harness/launchBrowser.ts'
import { startServing } from '../../tests/site/harness/serving.ts'
import { root } from '../step.ts'
import { makeScene } from './makeScene.ts'

const pictures = join(root, 'docs', 'screenshots')

/** Its path is seen in some pictures: the same each time. */
const home = join(tmpdir(), 'halley-screenshots')

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => {})
  // What moves comes to rest: fonts, tooltips, notifications that slide in.
  await page.waitForTimeout(600)
  await page.screenshot({ path: join(pictures, `${name}.png`) })
  process.stdout.write(`docs/screenshots/${name}.png\n`)
}

function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name, exact: true }).first().click()
}

async function shootMaking(page: Page): Promise<void> {
  await page.goto('/runs')
  await page.getByRole('table', { name: 'Runs' }).waitFor()
  await shoot(page, 'runs')
  await page.goto('/runs/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('lmc-2027')
  await page.locator('main').getByRole('button', { name: 'Choose files' }).click()
  const picker = page.getByRole('dialog')
  await picker.getByRole('navigation', { name: 'Folders above' }).getByRole('button', { name: 'survey' }).click()
  for (const epoch of ['epoch01', 'epoch02', 'epoch03']) await picker.getByRole('checkbox', { name: `Select ${epoch}` }).check()
  await shoot(page, 'choose-images')
  await picker.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('6 images.', { exact: true }).waitFor()
  await shoot(page, 'new-run')
}

async function shootRun(page: Page): Promise<void> {
  await page.goto('/runs/lmc-2026')
  await page.getByRole('heading', { name: 'Versions' }).waitFor()
  await shoot(page, 'run')
  await press(page, 'Process')
  await page.getByRole('dialog').getByRole('button', { name: 'Add images' }).waitFor()
  await shoot(page, 'add-images')
  await page.keyboard.press('Escape')
  await press(page, 'Restore Run')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Restore to version/ })
    .waitFor()
  await shoot(page, 'restore-run')
  await page.keyboard.press('Escape')
}

async function shootDeleting(page: Page): Promise<void> {
  await page.goto('/runs/lmc-test')
  await press(page, 'Delete Run')
  await page.getByRole('dialog').getByRole('button', { name: 'Move to Trash' }).waitFor()
  await shoot(page, 'move-to-trash')
  await page.getByRole('dialog').getByRole('button', { name: 'Move to Trash' }).click()
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  await shoot(page, 'undo')
  await page.goto('/trash')
  await page.getByRole('checkbox', { name: /^Select run lmc-test/ }).check()
  await shoot(page, 'trash')
  await press(page, /^Delete 1 permanently/)
  await page.getByRole('dialog').getByText('This cannot be undone.').waitFor()
  await shoot(page, 'delete-permanently')
}

/** Takes the pictures of the documentation, of the demo as a browser shows it. */
async function takePictures(): Promise<void> {
  if (existsSync(home)) throw new Error(`${home}: expected nothing there, found something. Remove it, if it is of an earlier run.`)
  mkdirSync(pictures, { recursive: true })
  await makeScene(home)
  const serving = await startServing(home, [], { HALLEY_ROOTS: `survey=${join(home, 'survey')}` })
  const browser = await launchBrowser()
  try {
    const viewport = { width: 1280, height: 800 }
    const context = await browser.newContext({ viewport, baseURL: serving.address, colorScheme: 'light', reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(serving.signInLink)
    await shootMaking(page)
    await shootRun(page)
    await shootDeleting(page)
  } finally {
    await browser.close()
    await serving.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

await takePictures()
