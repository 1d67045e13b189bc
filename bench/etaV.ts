import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { closeHalley, openHalley, type Halley } from '../src/app/halley.ts'
import { openSession } from '../src/app/sessions/openSession.ts'
import { sessionCookie } from '../src/doors/http/sessions/sessionCookie.ts'
import { launchBrowser } from '../tests/site/harness/launchBrowser.ts'
import { startServing } from '../tests/site/harness/serving.ts'
import { expectValue } from './detections.ts'
import { exploreTables } from './exploreTables.ts'
import { count, printTable, type Target } from './report.ts'
import { makeRunWith, type SizedTables } from './sizedRun.ts'

/** Of these 9 in 10 have eta, V and two measurements: a little more than a million points. */
const sources = 1_112_000
const run = 'survey'
const frames = 60
const wantedPictureS = 1.5
const wantedFrames = 30

/** Measurements are not asked for. */
const tables: SizedTables = {
  writeMeasurements: (path, number) => exploreTables.writeMeasurements(path, number, 1000),
  writeResult: (folder, size) => exploreTables.writeResult(folder, size),
}

/** Notes when a canvas is painted with how many points, in seconds since the page was asked for. */
const noteThePictures = `
  globalThis.pictures = []
  new MutationObserver(() => {
    const painted = document.querySelector('canvas')?.dataset.painted
    if (painted && painted !== '0' && globalThis.pictures.at(-1)?.points !== painted)
      globalThis.pictures.push({ points: painted, seconds: performance.now() / 1000 })
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-painted'] })`

/** Moves something once for each frame, there and back, and gives the times of the frames. */
function framesOf(move: string): string {
  return `(async () => {
    const times = []
    let goesOn = true
    const note = (time) => { times.push(time); if (goesOn) requestAnimationFrame(note) }
    requestAnimationFrame(note)
    for (let step = 0; step < ${frames}; step++) {
      const isThere = step < ${frames / 2}
      ${move}
      await new Promise((next) => requestAnimationFrame(next))
    }
    goesOn = false
    return times.slice(1).map((time, step) => time - times[step])
  })()`
}

const slide = `
  const slider = document.querySelectorAll('[role=slider][aria-valuemax="10"]')[0]
  const key = isThere ? 'ArrowRight' : 'ArrowLeft'
  slider.focus()
  slider.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }))`

const zoom = `
  const plot = document.querySelector('svg[data-tool]')
  const { x, y, width, height } = plot.getBoundingClientRect()
  const at = { clientX: x + width / 2, clientY: y + height / 2 }
  plot.dispatchEvent(new WheelEvent('wheel', { deltaY: isThere ? -40 : 40, ...at, bubbles: true, cancelable: true }))`

interface Picture {
  readonly points: string
  readonly seconds: number
}

interface Opened {
  readonly firstS: number
  readonly allS: number
  readonly cutS: number
  readonly points: number
}

async function openPlane(page: Page, address: string): Promise<Opened> {
  await page.goto(`${address}/eta-v`)
  await page.getByText(/candidates among/).waitFor({ timeout: 90_000 })
  const cutS = (await page.evaluate<number>('performance.now()')) / 1000
  const pictures = await page.evaluate<readonly Picture[]>('globalThis.pictures')
  const [first, last] = [pictures[0], pictures[pictures.length - 1]]
  return { firstS: first.seconds, allS: last.seconds, cutS, points: Number(last.points) }
}

interface Moved {
  readonly what: string
  readonly medianMs: number
  readonly p95Ms: number
  readonly ownMs: number
}

async function threadSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
}

async function moved(page: Page, session: CDPSession, what: string, move: string): Promise<Moved> {
  const before = await threadSeconds(session)
  const tookMs = (await page.evaluate<number[]>(framesOf(move))).toSorted((a, b) => a - b)
  const ownMs = ((await threadSeconds(session)) - before) * (1000 / frames)
  return { what, medianMs: tookMs[tookMs.length >> 1], p95Ms: tookMs[Math.floor(tookMs.length * 0.95)], ownMs }
}

async function visit(browser: Browser, halley: Halley, address: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'en-GB' })
  const { secret } = await openSession(halley.store, halley.user.id, 'bench', halley.now())
  await context.addCookies([{ name: sessionCookie, value: secret, url: address, httpOnly: true, sameSite: 'Strict' }])
  const page = await context.newPage()
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.addInitScript(noteThePictures)
  const opened = [await openPlane(page, address), await openPlane(page, address), await openPlane(page, address)]
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.waitForTimeout(2000)
  const moves = [await moved(page, session, 'a threshold slides', slide), await moved(page, session, 'the plane is zoomed', zoom)]
  await context.close()
  return { opened, moves }
}

function targetsOf(opened: readonly Opened[], moves: readonly Moved[]): Target[] {
  const slowest = Math.max(...opened.map(({ firstS }) => firstS))
  return [
    {
      what: 'Eta-V: first picture of a million points',
      wanted: `< ${wantedPictureS} s`,
      measured: `${slowest.toFixed(2)} s`,
      isMet: slowest < wantedPictureS,
    },
    ...moves.map(({ what, medianMs }) => {
      // Screens show a frame every 16.7 ms: what takes two of them is 30 frames a second.
      const rate = Math.round(1000 / medianMs)
      return { what: `Eta-V: ${what}`, wanted: `${wantedFrames} frames a second`, measured: `${rate}`, isMet: rate >= wantedFrames }
    }),
  ]
}

async function measure(halley: Halley): Promise<Target[]> {
  await makeRunWith(halley, run, sources, tables)
  const serving = await startServing(halley.store.paths.home)
  const browser = await launchBrowser()
  try {
    const { opened, moves } = await visit(browser, halley, serving.address)
    printTable(
      `The plane of eta and V of ${count(opened[0].points)} points in Chromium without a graphics card, on the cores of the server`,
      ['', 'first picture, s', 'all points, s', 'with thresholds, s'],
      opened.map(({ firstS, allS, cutS }, time) => [
        `opened the ${['first', 'second', 'third'][time]} time`,
        ...[firstS, allS, cutS].map((s) => s.toFixed(2)),
      ]),
    )
    printTable(
      `${frames} frames of it`,
      ['', 'median, ms', 'p95, ms', "the page's own thread, ms"],
      moves.map(({ what, medianMs, p95Ms, ownMs }) => [what, ...[medianMs, p95Ms, ownMs].map((ms) => ms.toFixed(1))]),
    )
    return targetsOf(opened, moves)
  } finally {
    await browser.close()
    await serving.stop()
  }
}

/** Times the plane of eta and V of a million points, as a browser shows it. */
export async function benchEtaV(): Promise<Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-bench-'))
  const halley = expectValue(await openHalley({ environment: {}, home: join(folder, 'home') }))
  try {
    return await measure(halley)
  } finally {
    await closeHalley(halley)
    rmSync(folder, { recursive: true, force: true })
  }
}
