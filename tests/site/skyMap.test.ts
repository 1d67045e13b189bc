// The sky, and what it sends to other programs: the hub is a real one, and reads what it is sent.
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Hub } from './harness/sampHub.ts'
import { siteScene } from './harness/siteScene.ts'

const scene = siteScene({ before: ({ process }) => process('pilot', 2) })
const patiently = { timeout: 30_000 }

let hub: Hub | null = null

afterEach(async () => {
  await hub?.close()
  hub = null
})

async function openSky(path = '/sky'): Promise<Page> {
  const page = await scene.enter(undefined, { elsewhere: 'http://localhost:21012/' })
  await page.goto(path)
  await page.getByText(/sources? here/).waitFor()
  return page
}

test('the sky lists runs, regions and images, brings them into its middle, and says what is there', async () => {
  const page = await openSky()
  await page.getByRole('button', { name: 'Show pilot on the map' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('zoom'), patiently).not.toBeNull()
  const map = page.getByRole('application', { name: /^Map of/ })
  const box = await map.boundingBox()
  if (!box) throw new Error('The map is not there')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.getByText(/l \d+\.\d+° b/).waitFor()
  for (const list of ['Regions', 'Images']) {
    await page.getByText(list, { exact: true }).click()
    await page.getByRole('table', { name: list.toLowerCase() }).waitFor()
  }
})

test('the sky is moved, zoomed and opened by keys alone, and its address keeps the place', async () => {
  const page = await openSky()
  await page.getByRole('button', { name: 'Show pilot on the map' }).press('Enter')
  const map = page.getByRole('application', { name: /^Map of/ })
  await map.focus()
  await map.press('+')
  await expect.poll(() => Number(new URL(page.url()).searchParams.get('zoom')), patiently).toBeGreaterThan(20)
  await expect.poll(() => page.getByRole('status').allTextContents(), patiently).toContainEqual(expect.stringMatching(/^Middle .* wide$/))
  await map.press('Enter')
  const open = page.getByRole('menuitem', { name: /^Open run pilot/ })
  const source = page.getByRole('heading', { level: 1, name: /^J\d/ })
  await open.or(source).waitFor()
  if (await source.isVisible()) return
  await open.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'pilot' }).waitFor()
})

test('a table and a position are sent to the programs of the hub, which read the table once they are sent it', async () => {
  hub = await Hub.start()
  const page = await openSky('/sky?q=n_meas%20%3E%3D%202')
  await page.getByRole('button', { name: 'Send to TOPCAT, Aladin...' }).click()
  await page.getByRole('menuitem', { name: 'Send to TOPCAT' }).first().click()
  await expect.poll(() => hub?.received.length, patiently).toBe(1)
  expect(hub.received[0]).toMatchObject({ to: 'TOPCAT', kind: 'table.load.votable', parameters: { name: 'Sources that n_meas >= 2' } })
  expect(hub.received[0]?.read).toMatchObject({ status: 200, text: expect.stringContaining('<VOTABLE') })
  await page.getByText('was sent to TOPCAT').waitFor()

  await page.getByRole('button', { name: 'Send to TOPCAT, Aladin...' }).click()
  await page.getByRole('menuitem', { name: 'Send to all 2' }).last().click()
  await expect.poll(() => hub?.received.length, patiently).toBe(3)
  expect(hub.received.slice(1).map(({ to, kind }) => `${to} ${kind}`)).toEqual([
    'Aladin & friends coord.pointAt.sky',
    'TOPCAT coord.pointAt.sky',
  ])
  expect(hub.called.filter((method) => method === 'register')).toHaveLength(1)
  await page.goto('/runs')
  await expect.poll(() => hub?.called.at(-1), patiently).toBe('unregister')
})

test('without a hub, or before one that lets nobody in, the page says what to do', async () => {
  const page = await openSky()
  await page.getByRole('button', { name: 'Send to TOPCAT, Aladin...' }).click()
  await page.getByText('Start TOPCAT or Aladin, then look again.').waitFor()
  hub = await Hub.start()
  hub.isOpen = false
  await page.getByRole('menuitem', { name: 'Look again' }).click()
  await page.getByText('The hub did not let Halley in: The user said no').waitFor()
  hub.isOpen = true
  await page.getByRole('menuitem', { name: 'Look again' }).click()
  await page.getByRole('menuitem', { name: 'Send to Aladin & friends' }).first().waitFor()
})
