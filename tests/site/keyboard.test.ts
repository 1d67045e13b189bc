// The life of a run by keyboard alone: no pointer is moved or pressed.
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { runStatus } from '../../src/app/runs/runStatus.ts'
import { countTrash } from '../../src/app/trash/listTrash.ts'
import { valueOf } from '../process/survey.ts'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene({
  async before({ process }) {
    await process('pilot', 2)
    await process('pilot', 3)
  },
})

const patiently = { timeout: 60_000 }

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, what: Locator): Promise<void> {
  await what.first().waitFor()
  for (let step = 0; step < 150; step++) {
    if (await what.first().evaluate((element: { matches(selectors: string): boolean }) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The focus does not come to ${what.toString()}`)
}

async function press(page: Page, what: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, what)
  await page.keyboard.press(key)
}

function button(page: Page | Locator, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: true })
}

async function versionOf(name: string): Promise<number | null | undefined> {
  const found = await runStatus(scene.halley, [name])
  return found.ok ? found.value[0]?.version : undefined
}

test('a run is made, processed, restored, deleted, brought back and deleted for ever by keyboard alone', async () => {
  const page = await scene.enter()
  await page.goto('/runs')
  await press(page, page.getByRole('link', { name: 'New run' }))
  await tabTo(page, page.getByRole('textbox', { name: 'Name', exact: true }))
  await page.keyboard.type('typed')
  await press(page, button(page.locator('main'), 'Choose files'))
  const picker = page.getByRole('dialog')
  await press(page, picker.getByRole('navigation', { name: 'Folders above' }).getByRole('button', { name: 'survey' }))
  await press(page, picker.getByRole('checkbox', { name: 'Select epoch01', exact: true }), 'Space')
  await press(page, button(picker, 'Add'))
  await page.getByText('1 image.', { exact: true }).waitFor()
  await press(page, button(page, 'Create and process'))
  await expect.poll(() => versionOf('typed'), patiently).toBe(1)

  await page.goto('/runs/pilot')
  await press(page, button(page, 'Restore Run'))
  await press(page, button(page.getByRole('dialog'), 'Restore to version 1'))
  await expect.poll(() => versionOf('pilot'), patiently).toBe(3)

  await page.goto('/runs/pilot')
  await press(page, button(page, 'Delete Run'))
  await press(page, button(page.getByRole('dialog'), 'Move to Trash'))
  await expect.poll(() => countTrash(scene.halley), patiently).toBe(1)
  await page.goto('/trash')
  await press(page, page.getByRole('checkbox', { name: 'Select run pilot' }), 'Space')
  await press(page, button(page, 'Restore 1 from Trash'))
  await expect.poll(() => countTrash(scene.halley), patiently).toBe(0)
  expect(valueOf(await runStatus(scene.halley, ['pilot']))[0]?.version).toBe(3)

  await page.goto('/runs/typed')
  await press(page, button(page, 'Delete Run'))
  await press(page, button(page.getByRole('dialog'), 'Delete permanently...'))
  await tabTo(page, page.getByRole('dialog').getByRole('textbox'))
  await page.keyboard.type('typed')
  await press(page, button(page.getByRole('dialog'), 'Delete permanently'))
  await expect.poll(() => versionOf('typed'), patiently).toBe(undefined)
})
