// Nobody reloads a page: what others change, and what goes on, is seen as it happens; the frame is used by keyboard alone.
import { expect, test } from 'vitest'
import { performOperation } from '../../src/app/operations/performOperation.ts'
import { success } from '../../src/fault/fault.ts'
import { until } from '../operations/operating.ts'
import { startHalley } from '../cli/runHalley.ts'
import { launchBrowser } from './harness/openBrowser.ts'
import { siteScene } from './harness/siteScene.ts'
import { startServing } from './harness/serving.ts'
import { visit } from './harness/visit.ts'

const scene = siteScene({ before: ({ process }) => process('lmc', 2) })

function halley(...args: readonly string[]) {
  return startHalley(scene.home, args).outcome
}

test('what the command line changes is seen on lists, home, activity and the rail', async () => {
  const [list, home, activity] = [await scene.enter(), await scene.enter(), await scene.enter()]
  await list.goto('/runs')
  await home.goto('/')
  await activity.goto('/activity')
  for (const page of [list, home, activity]) await page.getByRole('link', { name: 'lmc', exact: true }).first().waitFor()
  await halley('init', 'smc')
  for (const page of [list, home, activity]) await page.getByRole('link', { name: 'smc', exact: true }).first().waitFor()
  await halley('delete', 'smc', '--yes')
  await list.getByRole('row').filter({ hasText: 'smc' }).waitFor({ state: 'detached' })
  await home.getByText('to Trash').waitFor()
  await activity.getByText('to Trash').waitFor()
  await home.getByRole('link', { name: 'Trash 1' }).waitFor()
})

test('the tray says how far work is and what is left, cancels it, and how it ended is announced', async () => {
  const page = await scene.enter()
  await page.goto('/runs')
  const run = await scene.halley.store.catalogue.selectFrom('runs').select('id').where('name', '=', 'lmc').executeTakeFirstOrThrow()
  const request = { kind: 'export', run: null, subjectId: run.id, threads: 1, signal: new AbortController().signal } as const
  const work = performOperation(scene.halley, request, async ({ report, stop }) => {
    report({ kind: 'started', stage: 'measurements', total: 200 })
    let done = 0
    const timer = setInterval(() => report({ kind: 'advanced', stage: 'measurements', done: ++done, total: 200 }), 250)
    await until(() => stop.aborted)
    clearInterval(timer)
    return success(null)
  })
  await page.getByRole('button', { name: '1 running' }).click()
  const tray = page.getByRole('dialog').filter({ hasText: 'At work' })
  await tray.getByText(/^measurements [2-9]\d* of 200$/).waitFor()
  await tray.getByText(/left$/).waitFor()
  await tray.getByRole('button', { name: 'Cancel: Exporting lmc' }).press('Enter')
  expect(await tray.locator(':focus').textContent()).toBe('Keep going')
  await tray.getByRole('button', { name: 'Cancel work: Exporting lmc' }).press('Enter')
  await page.getByRole('dialog').getByText('Cancelled').waitFor()
  await work
  expect(await scene.halley.store.catalogue.selectFrom('operations').select('state').where('kind', '=', 'export').execute()).toEqual([
    { state: 'cancelled' },
  ])
  await page.getByRole('status').filter({ hasText: 'Exporting lmc: Cancelled' }).waitFor({ state: 'attached' })
})

test('keys lead to every place, to any object by its name, and to what the page offers', async () => {
  const page = await scene.enter()
  await page.goto('/')
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor()
  await page.getByRole('row').filter({ hasText: 'lmc' }).waitFor()
  await page.keyboard.press('/')
  await page.locator('input[type="search"]:focus').waitFor()
  await page.keyboard.press('Control+K')
  await page.getByRole('textbox', { name: 'Name or action' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.type('lm')
  const found = page.getByRole('dialog').getByText('lmc')
  await found.waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}|\/runs\/lmc/)
  await page.getByRole('heading', { name: 'lmc', level: 1 }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'hidden' })
})

test('who did not wait is told in the inbox, and has read it when they say so', async () => {
  const page = await scene.enter()
  await page.goto('/inbox')
  await halley('process', 'lmc', '--full-rerun', '--detach')
  const row = page.getByRole('listitem').filter({ hasText: 'Processing run lmc' }).first()
  await row.waitFor({ timeout: 60_000 })
  await page.getByRole('link', { name: /Inbox: [1-9]\d* unread/ }).waitFor()
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByRole('link', { name: 'Inbox: nothing unread' }).waitFor()
  await row.getByRole('button', { name: 'Mark as unread' }).waitFor()
})

test('a page goes on by itself when the server is back, with what changed meanwhile', async () => {
  const browser = await launchBrowser()
  try {
    const as = { store: scene.halley.store, userId: scene.halley.user.id }
    const { page } = await visit(browser, { address: scene.serving.address, as })
    await page.goto('/runs')
    await page.getByRole('link', { name: 'lmc', exact: true }).waitFor()
    await scene.serving.stop()
    await page.getByText('Server away, trying again').waitFor()
    await page.getByRole('link', { name: 'lmc', exact: true }).waitFor()
    await halley('init', 'meanwhile')
    const again = await startServing(scene.home, ['--port', new URL(scene.serving.address).port])
    await page.getByRole('link', { name: 'meanwhile', exact: true }).waitFor({ timeout: 30_000 })
    await page.getByText('Server away, trying again').waitFor({ state: 'detached' })
    await again.stop()
  } finally {
    await browser.close()
  }
})
