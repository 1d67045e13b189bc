// Whatever somebody wrote stays text: in every field that the API keeps, on every page that shows it, nothing of it runs.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { noticeMail } from '../../src/app/mail/noticeMail.ts'
import { process } from '../process/processing.ts'
import { calmOf } from './harness/calm.ts'
import { siteScene } from './harness/siteScene.ts'
import { fates } from './written/fates.ts'
import { registeredRoutes } from './looks/siteSource.ts'
import { textFields } from './written/textFields.ts'
import { luredFiles, writeEverywhere, type Writer } from './written/writing.ts'
import { lured, madeOfThem, saidOnPage } from './written/written.ts'

const scene = siteScene({
  args: ['--host', '127.0.0.1'],
  async before({ folder, home, process: processRun }) {
    await processRun('pilot', 2)
    await processRun('pilot', 3)
    await processRun('cleared', 2)
    await process(home, luredFiles(folder, scene.images), { name: 'lures' })
  },
})

test('of every text that the contract lets somebody send it is known what becomes of it', () => {
  expect(Object.keys(fates).toSorted()).toEqual(textFields())
})

/** Pages by route: each route that shows what somebody wrote. */
function pagesFor(ids: Writer['ids']): Readonly<Record<string, readonly string[]>> {
  return {
    '/': ['/'],
    '/projects': ['/projects'],
    '/projects/$project': [ids['project'] ?? '', ids['renamed'] ?? ''].flatMap((id) =>
      ['runs', 'members'].map((tab) => `/projects/${id}?tab=${tab}`),
    ),
    '/runs': ['/runs'],
    '/runs/new': ['/runs/new', `/runs/new?from=${ids['erased0']}`],
    '/runs/$run': [
      '/runs/pilot',
      '/runs/written',
      '/runs/held?tab=made',
      '/runs/cleared',
      ...['images', 'measurements', 'made', 'files'].map((tab) => `/runs/lures?tab=${tab}`),
    ],
    '/runs/$run/compare': ['/runs/pilot/compare?from=1&to=2'],
    '/runs/$run/configuration': ['/runs/written/configuration', '/runs/pilot/configuration', '/runs/lures/configuration'],
    '/runs/$run/images/$image': ['/runs/lures/images/0'],
    '/runs/$run/measurements/$measurement': ['/runs/lures/measurements/0'],
    '/runs/$run/sources/$source': [`/runs/pilot/sources/${ids['source']}`, `/runs/pilot/sources/${ids['other']}`, '/runs/lures/sources/1'],
    '/sources': ['/sources', '/sources?run=pilot'],
    '/samples': ['/samples'],
    '/samples/$sample': ['sample', 'again', 'combined'].map((each) => `/samples/${ids[each]}`),
    '/samples/$sample/source': [`/samples/${ids['sample']}/source?run=pilot&source=${ids['source']}`],
    '/analyses': ['/analyses'],
    '/analyses/$analysis': [`/analyses/${ids['analysis']}`],
    '/eta-v': ['/eta-v'],
    '/sky': ['/sky'],
    '/trash': ['/trash'],
    '/deleted': ['/deleted'],
    '/deleted/$id': [0, 1, 2].map((index) => `/deleted/${ids[`erased${index}`]}`),
    '/activity': ['/activity'],
    '/favourites': ['/favourites'],
    '/inbox': ['/inbox'],
    '/account': ['/account'],
    '/admin': ['/admin'],
    '/admin/users': ['/admin/users'],
    '/admin/storage': ['/admin/storage'],
    '/admin/retention': ['/admin/retention'],
    '/admin/catalogues': ['/admin/catalogues'],
    '/admin/holds': ['/admin/holds'],
    '/admin/work': ['/admin/work'],
    '/admin/server': ['/admin/server'],
  }
}

/** Pages that show nothing that somebody wrote. */
const withoutTexts: ReadonlySet<string> = new Set(['/sign-in', '/choose-password'])

test('every page that shows what somebody wrote is looked at', () => {
  const shown = registeredRoutes().filter((route) => !withoutTexts.has(route))
  expect(Object.keys(pagesFor({})).toSorted()).toEqual([...new Set(shown)].toSorted())
})

/** Notices whatever runs, or was kept from running. */
async function listen(page: Page): Promise<readonly string[]> {
  const heard: string[] = []
  await page.exposeFunction('ran', () => heard.push(`a script ran at ${page.url()}`))
  await page.exposeFunction('kept', (what: string) => heard.push(`${what} at ${page.url()}`))
  await page.addInitScript(
    `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => kept(violatedDirective + ' kept from running: ' + blockedURI))`,
  )
  page.on('dialog', (dialog) => {
    heard.push(`a dialog of the browser at ${page.url()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (/\/x$|elsewhere\.invalid/.test(request.url())) heard.push(`asked for ${request.url()} at ${page.url()}`)
  })
  return heard
}

/** Opens everything that hides a text: rows of the Trash, entries of the history, the list of saved queries. */
async function unfold(page: Page): Promise<void> {
  const folded = page.locator('main button[aria-expanded="false"]:not([aria-haspopup])')
  await folded.evaluateAll((buttons: { click(): void }[]) => buttons.forEach((button) => button.click()))
  const saved = page.locator('main').getByRole('button', { name: /^Saved/ })
  if ((await saved.count()) > 0) await saved.first().click()
}

test('what looks like a script stays text, wherever it was written and wherever it is shown', async () => {
  const writer = await writeEverywhere(scene)
  expect([...writer.texts.keys()].toSorted()).toEqual(
    Object.keys(fates)
      .filter((field) => fates[field] === 'shown')
      .toSorted(),
  )

  const wrong: string[] = []
  let said = ''
  const look = async (userId: string | undefined, paths: readonly string[]) => {
    const page = await scene.enter(userId)
    const heard = await listen(page)
    const calm = calmOf(page)
    for (const path of paths) {
      await calm.goTo(path, /./)
      await unfold(page)
      await calm.settle()
      said += await page.evaluate<string>(saidOnPage)
      for (const made of await page.evaluate<string[]>(madeOfThem)) wrong.push(`${path}: ${made}`)
    }
    wrong.push(...heard)
  }
  await Promise.all([
    look(undefined, Object.values(pagesFor(writer.ids)).flat()),
    look(writer.ids['ana'], ['/', '/inbox', '/account', '/runs', '/activity']),
  ])
  expect(wrong).toEqual([])
  expect([...writer.texts].filter(([, text]) => !said.includes(text)).map(([field]) => field)).toEqual([])
}, 600_000)

test('the report of an analysis, which people open from their disk, shows what was written as text', async () => {
  const page = await scene.enter()
  const heard = await listen(page)
  const { id, name } = await scene.halley.store.catalogue.selectFrom('analyses').select(['id', 'name']).executeTakeFirstOrThrow()
  const answer = await page.request.get(`/api/analyses/${id}/report`)
  await page.setContent(await answer.text())
  expect(await page.evaluate<string>(saidOnPage)).toContain(name)
  expect(await page.evaluate<string[]>(madeOfThem)).toEqual([])
  expect(heard).toEqual([])
})

test('mails are plain text', () => {
  const words = lured('root said')
  const notice = { at: '2026-11-21T12:00:00.000Z', words, email: 'ana@example.org', userName: lured('ana', 64) }
  const mail = noticeMail([notice as Parameters<typeof noticeMail>[0][0]], 'https://halley.example.org')
  expect(Object.keys(mail).toSorted()).toEqual(['subject', 'text', 'to'])
  expect(mail.text).toContain(words)
})
