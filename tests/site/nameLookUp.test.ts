// The field of a cone takes the name of an object: where an administrator allows it the server asks Sesame, else it is said.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { allowOutside } from '../../src/app/outside/outsideSetting.ts'
import { valueOf } from '../process/survey.ts'
import { siteScene } from './harness/siteScene.ts'

/** A Sesame that knows one object, in the middle of the images. */
const sesame = createServer((request, response) => {
  const isKnown = decodeURIComponent(request.url?.split('?')[1] ?? '') === 'Cen A'
  response.end(isKnown ? '%J 030.000000 -30.000000 = 02:00:00 -30:00:00\n' : '#! *** Nothing found ***\n')
})

const scene = siteScene({
  epochs: 2,
  environment: () => ({ HALLEY_SESAME_URL: `http://127.0.0.1:${(sesame.address() as AddressInfo).port}/sesame` }),
  before: async ({ process }) => {
    await new Promise<void>((resolve) => sesame.listen(0, '127.0.0.1', resolve))
    await process('pilot', 2)
  },
})

afterAll(() => {
  sesame.close()
})

test('a name becomes the position of a cone where the server may ask, is refused where it may not, and what nobody knows is said', async () => {
  const page = await scene.enter()
  await page.goto('/sources')
  const field = page.getByRole('textbox', { name: 'Around a position or an object' })
  await field.fill('Cen A')
  await page.getByText('Not a position. This server may not look up names').waitFor()
  valueOf(await allowOutside(scene.halley, true))
  await page.reload()
  await field.fill('no such object')
  await page.getByText('Enter looks this up as a name').waitFor()
  await field.press('Enter')
  await page.getByText(/found none/).waitFor()
  await field.fill('Cen A')
  await field.press('Enter')
  await page.waitForURL((url) => /cone/.test(url.searchParams.get('q') ?? ''))
  expect(new URL(page.url()).searchParams.get('q')).toContain('30')
  await expect.poll(() => field.inputValue()).toMatch(/^02:00:00.* -30:00:00/)
})

test('what is half a position stays one: its mistake is said, and nothing is looked up', async () => {
  const page = await scene.enter()
  await page.goto('/sources')
  const field = page.getByRole('textbox', { name: 'Around a position or an object' })
  for (const text of ['05:23:34', '5h23m', 'l 280']) {
    await field.fill(text)
    await page.getByText(/^Expected /).waitFor()
  }
})
