// Every page and dialog: nothing that axe finds wrong, in light and dark; no page scrolls sideways, on a phone or a screen.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { runAnalysis } from '../../src/app/analyses/runAnalysis.ts'
import { etaVParametersSchema } from '../../src/app/contract/etaVParameters.ts'
import { createProject } from '../../src/app/projects/createProject.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { addUserAccount } from '../../src/app/people/addUser.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { parseSourceQuery } from '../../src/app/contract/query/parseSourceQuery.ts'
import { drawSample } from '../../src/app/samples/drawSample.ts'
import { valueOf } from '../process/survey.ts'
import { following } from '../samples/scene.ts'
import { siteScene } from './harness/siteScene.ts'

const longName = `a-name-as-long-as-names-may-be-${'x'.repeat(33)}`

const scene = siteScene({
  epochs: 3,
  async before({ halley, process }) {
    await process('pilot', 2)
    await process('pilot', 3)
    valueOf(await addUserAccount(halley, { name: 'ana', account: null, isAdministrator: false }))
    valueOf(await createRun(halley, { name: longName, configText: 'inputs: {}\n', description: '<script>alert(1)</script> '.repeat(8) }))
    const gone = valueOf(await createRun(halley, { name: 'thrown-away', configText: 'inputs: {}\n' }))
    valueOf(await moveToTrash(halley, { itemIds: [gone.id], companionIds: [], cancel: false, reason: '' }))
    valueOf(await createProject(halley, { name: 'LMC', description: 'Monitoring of the Large Magellanic Cloud' }))
    const query = valueOf(parseSourceQuery('n_meas >= 2'))
    valueOf(await drawSample(halley, { name: 'bright', from: [{ run: 'pilot' }], query }, following()))
    const parameters = etaVParametersSchema.parse({ minSources: 1 })
    valueOf(await runAnalysis(halley, { name: 'eta', of: { run: 'pilot' }, parameters }, following()))
  },
})

const pages: readonly (readonly [path: string, shows: RegExp])[] = [
  ['/', /./],
  ['/projects', /LMC/],
  ['/runs', /pilot/],
  ['/runs/new', /New run/],
  ['/runs/pilot', /Versions/],
  ['/runs/pilot/configuration', /Configuration/],
  [`/runs/${longName}`, /Initialised/],
  ['/sources', /Sources/],
  ['/samples', /bright/],
  ['/samples/bright', /bright/],
  ['/analyses', /eta/],
  ['/analyses/eta', /eta/],
  ['/trash', /thrown-away/],
  ['/deleted', /./],
  ['/activity', /./],
  ['/inbox', /./],
  ['/account', /./],
  ['/admin', /./],
  ['/no/such/page', /nowhere/],
]

const dialogs: readonly (readonly [path: string, button: string | RegExp])[] = [
  ['/runs/pilot', 'Process'],
  ['/runs/pilot', 'Restore Run'],
  ['/runs/pilot', 'Delete Run'],
  ['/runs/new', 'Choose files'],
  ['/projects', 'New project'],
  ['/trash', 'Empty Trash...'],
]

async function open(page: Page, path: string, shows: RegExp): Promise<void> {
  await page.goto(path)
  await page.locator('main').getByText(shows).and(page.locator(':visible')).first().waitFor()
  await page.waitForLoadState('networkidle').catch(() => {})
}

async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(
    ({ id, help, nodes }) =>
      `${page.url()}: ${id}: ${help}: ${nodes
        .map(({ html }) => html.slice(0, 160))
        .slice(0, 3)
        .join(' | ')}`,
  )
}

async function widthOf(page: Page): Promise<string | null> {
  const [inner, whole] = await page.evaluate<[number, number]>('[window.innerWidth, document.documentElement.scrollWidth]')
  return whole > inner ? `${page.url()} at ${inner} px: its contents are ${whole} px wide` : null
}

const looks = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'light', width: 400 },
] as const

test.each(looks)('no page has what axe objects to, or scrolls sideways: $colorScheme, $width px', async ({ colorScheme, width }) => {
  const page = await scene.enter(undefined, { colorScheme, viewport: { width, height: 900 } })
  const wrong: string[] = []
  for (const [path, shows] of pages) {
    await open(page, path, shows)
    wrong.push(...(await violationsOf(page)))
    const wide = await widthOf(page)
    if (wide !== null) wrong.push(wide)
  }
  expect(wrong).toEqual([])
})

test.each(['light', 'dark'] as const)('no dialog has what axe objects to, and Escape closes each: %s', async (colorScheme) => {
  const page = await scene.enter(undefined, { colorScheme })
  const wrong: string[] = []
  for (const [path, button] of dialogs) {
    await open(page, path, /./)
    await page.locator('main').getByRole('button', { name: button, exact: true }).first().click()
    await page.getByRole('dialog').waitFor()
    await page.waitForLoadState('networkidle').catch(() => {})
    wrong.push(...(await violationsOf(page)).map((line) => `${String(button)}: ${line}`))
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count(), { timeout: 10_000 }).toBe(0)
  }
  expect(wrong).toEqual([])
})

test('what looks like a script in a text that somebody wrote stays text', async () => {
  const page = await scene.enter()
  await open(page, `/runs/${longName}`, /script/)
  expect(await page.getByText('<script>alert(1)</script>').count()).toBeGreaterThan(0)
  expect(await page.evaluate<number>(`document.querySelectorAll('main script').length`)).toBe(0)
})
