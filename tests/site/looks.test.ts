// Every page and everything that opens over one: nothing that axe finds wrong, in light and dark; no page scrolls sideways.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { objectionsTo } from './harness/axe.ts'
import { calmOf, type Calm } from './harness/calm.ts'
import { looksScene } from './looks/looksScene.ts'
import { openedElsewhere, overlaysOf, type Overlay } from './looks/overlays.ts'
import { pagesOf, type ShownPage } from './looks/pages.ts'
import { registeredOverlays, registeredRoutes } from './looks/siteSource.ts'

const { scene, facts } = looksScene()

type Who = 'administrator' | 'ana' | 'nobody'

interface Seat {
  readonly page: Page
  readonly calm: Calm
}

/** On a machine that has other work too. */
const patientlyMs = 600_000
const heightPx = 900
const widthsPx = { screen: 1440, phone: 400 } as const

/** Each person keeps a page open, so that what is looked at next needs none anew. */
function seats(): (who: Who) => Promise<Seat> {
  const open = new Map<Who, Seat>()
  return async (who) => {
    const seat = open.get(who)
    if (seat) return seat
    const page = await scene.enter(who === 'ana' ? facts().ids.ana : undefined, who === 'nobody' ? { as: null } : {})
    const made = { page, calm: calmOf(page) }
    open.set(who, made)
    return made
  }
}

function widen(page: Page, width: number): Promise<void> {
  return page.setViewportSize({ width, height: heightPx })
}

async function colour({ page, calm }: Seat, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' })
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
  await calm.settle()
}

/** What is wrong in light, and with the colours in dark. */
async function wrongInBoth(seat: Seat, within?: string): Promise<readonly string[]> {
  const light = await objectionsTo(seat.page, { within })
  await colour(seat, 'dark')
  const dark = await objectionsTo(seat.page, { about: 'colours', within })
  await colour(seat, 'light')
  return [...light, ...dark.map((words) => `dark: ${words}`)]
}

async function tooWide(page: Page): Promise<readonly string[]> {
  const [inner, whole] = await page.evaluate<[number, number]>('[window.innerWidth, document.documentElement.scrollWidth]')
  return whole > inner ? [`its contents are ${whole} px wide at ${inner} px`] : []
}

async function wrongOnPhone({ page, calm }: Seat): Promise<readonly string[]> {
  await widen(page, widthsPx.phone)
  await calm.settle()
  const wrong = [...(await tooWide(page)), ...(await objectionsTo(page, { about: 'names' }))]
  await widen(page, widthsPx.screen)
  return wrong.map((words) => `on a phone: ${words}`)
}

interface Sight {
  readonly where: string
  readonly look: (seatOf: (who: Who) => Promise<Seat>) => Promise<readonly string[]>
}

/** What is wrong with all of them; that something does not come is wrong too. Two pairs of eyes share the work. */
async function wrongWith(sights: readonly Sight[]): Promise<readonly string[]> {
  const left = [...sights]
  const wrong: string[] = []
  const lookOn = async () => {
    const seatOf = seats()
    for (let sight = left.shift(); sight; sight = left.shift()) {
      const { where, look } = sight
      const found = await look(seatOf).catch((error: unknown) => [String(error).split('\n').slice(0, 4).join(' ')])
      wrong.push(...found.map((words) => `${where}: ${words}`))
    }
  }
  await Promise.all([lookOn(), lookOn()])
  return wrong
}

test('every route of the site and everything that opens over a page is looked at here', () => {
  expect(Object.keys(pagesOf(facts())).toSorted()).toEqual([...new Set([...registeredRoutes(), '$'])].toSorted())
  const listed = overlaysOf(facts())
  const registered = registeredOverlays()
  const missing = [...registered].filter(([file, count]) => !(file in openedElsewhere) && (listed[file]?.length ?? 0) < count)
  expect(missing.map(([file, count]) => `${file}: ${count} expected, ${listed[file]?.length ?? 0} listed`)).toEqual([])
  expect([...Object.keys(listed), ...Object.keys(openedElsewhere)].filter((file) => !registered.has(file))).toEqual([])
})

async function lookAtPage(seat: Seat, { path, title }: ShownPage): Promise<readonly string[]> {
  await seat.calm.goTo(path, title)
  return [...(await wrongInBoth(seat)), ...(await tooWide(seat.page)), ...(await wrongOnPhone(seat))]
}

test(
  'no page has what axe objects to, in light and dark, or scrolls sideways, on a screen or a phone',
  async () => {
    const shown = Object.values(pagesOf(facts())).flat()
    const sights = shown.map((each): Sight => {
      const { path, as = 'administrator' } = each
      return { where: path, look: async (seatOf) => lookAtPage(await seatOf(as), each) }
    })
    expect(await wrongWith(sights)).toEqual([])
  },
  patientlyMs,
)

const overlaid = '[role="dialog"], [role="menu"], [data-position].site-panel'

/** A list that stands open in a dialog closes first. */
async function escape(page: Page): Promise<void> {
  if ((await page.getByRole('listbox').and(page.locator(':visible')).count()) > 0) await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
}

async function lookAtOverlay(seat: Seat, { at, steps, close, isNarrow }: Overlay): Promise<readonly string[]> {
  const { page, calm } = seat
  if (page.url().replace(scene.serving.address, '') !== at) await calm.goTo(at, /./)
  if (isNarrow) {
    await widen(page, widthsPx.phone)
    await calm.settle()
  }
  for (const step of steps) await step(page)
  const shown = page.locator(overlaid).and(page.locator(':visible'))
  await shown.last().waitFor()
  await calm.settle()
  const wrong = await wrongInBoth(seat, overlaid)
  await (close ?? escape)(page)
  await expect.poll(() => shown.count(), { timeout: 5_000 }).toBe(0)
  await widen(page, widthsPx.screen)
  return wrong
}

test(
  'nothing that opens over a page has what axe objects to, in light and dark; Escape closes it',
  async () => {
    const sights = Object.entries(overlaysOf(facts())).flatMap(([file, overlays]) =>
      overlays.map((each): Sight => {
        const { what, as = 'administrator' } = each
        const where = what === undefined ? file : `${file}, ${what}`
        return {
          where,
          async look(seatOf) {
            const seat = await seatOf(as)
            return lookAtOverlay(seat, each).catch(async (error: unknown) => {
              // What stands open would be in the way of the next.
              await seat.page.goto('about:blank')
              throw error
            })
          },
        }
      }),
    )
    expect(await wrongWith(sights)).toEqual([])
  },
  patientlyMs,
)

test('a part of the site that the server does not have any more is said within the frame, in the words of the site', async () => {
  const page = await scene.enter(undefined, { forgives: /Failed to fetch dynamically imported module/ })
  const calm = calmOf(page)
  await calm.goTo('/', 'Home')
  await page.route('**/assets/activityPage-*.js', (route) => route.fulfill({ status: 404, body: '' }))
  await page.goto('/activity')
  await page.getByRole('heading', { level: 1, name: 'This page cannot be shown' }).waitFor()
  await page.getByText('A part of the site could not be loaded').waitFor()
  expect(await objectionsTo(page)).toEqual([])
  await page.unroute('**/assets/activityPage-*.js')
  await page.getByRole('button', { name: 'Load the site again' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor()
})
