import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { expectValue } from '../../../bench/detections.ts'
import { demoEnvironment, runDemo } from '../../../src/app/demo/runDemo.ts'
import { listSources } from '../../../src/app/explore/listSources.ts'
import { closeHalley, openHalley, type Halley } from '../../../src/app/halley.ts'
import { openSession } from '../../../src/app/sessions/openSession.ts'
import { sessionCookie } from '../../../src/doors/http/sessions/sessionCookie.ts'
import { launchBrowser } from '../../../tests/site/harness/launchBrowser.ts'
import { startServing } from '../../../tests/site/harness/serving.ts'
import { type AstropyClient, type ReceivedTable, withSampHub } from './sampHub.ts'

interface Check {
  readonly name: string
  readonly problems: readonly string[]
}

const query = 'n_meas >= 2'

/** Sends the sources of a query from the page that lists them to one of the programs that its menu names. */
async function send(browser: Browser, halley: Halley, address: string, program: string): Promise<readonly string[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const { secret } = await openSession(halley.store, halley.user.id, 'a test', new Date())
  await context.addCookies([{ name: sessionCookie, value: secret, url: address, httpOnly: true, sameSite: 'Strict' }])
  try {
    const page = await context.newPage()
    await page.goto(`${address}/sources?q=${encodeURIComponent(query)}`)
    await page.getByRole('button', { name: 'Send to TOPCAT, Aladin...' }).click()
    await page
      .getByRole('menuitem', { name: `Send to ${program}` })
      .first()
      .click({ timeout: 30_000 })
    await page.getByText(`was sent to ${program}`).waitFor({ timeout: 30_000 })
    return []
  } catch (error) {
    return [`the page: ${error instanceof Error ? error.message : String(error)}`]
  } finally {
    await context.close()
  }
}

async function idsOf(halley: Halley): Promise<readonly number[]> {
  const order = { column: 'id', isDescending: false }
  const { columns, rows } = expectValue(await listSources(halley, { runs: [], query, order, after: null, limit: 1000 }))
  const at = columns.findIndex(({ name }) => name === 'id')
  return rows.map((row) => Number(row[at]))
}

function differences(received: ReceivedTable, wanted: readonly number[]): string[] {
  const [ids, others] = [received.ids.toSorted((a, b) => a - b), wanted.toSorted((a, b) => a - b)]
  const same = ids.length === others.length && ids.every((id, at) => id === others[at])
  return same ? [] : [`expected ${others.length} sources, found ${received.rows} rows with other ids`]
}

/** Whether TOPCAT has the table with that many rows and no more: it points at the last one, and refuses the next. */
async function inTopcat(astropy: AstropyClient, table: string, rows: number): Promise<string[]> {
  for (let tries = 0; tries < 60; tries++) {
    const last = await astropy.highlight('topcat', table, rows - 1)
    if (last['samp.status'] === 'samp.ok') {
      const beyond = await astropy.highlight('topcat', table, rows)
      return beyond['samp.status'] === 'samp.ok' ? [`expected ${rows} rows in TOPCAT, found more`] : []
    }
    await sleep(500)
  }
  const { 'samp.error': fault } = await astropy.highlight('topcat', table, rows - 1)
  return [`TOPCAT does not have the table: ${fault?.['samp.errortxt'] ?? 'it said nothing'}`]
}

async function check(halley: Halley, address: string): Promise<Check[]> {
  const browser = await launchBrowser()
  try {
    return await withSampHub(async (astropy) => {
      const wanted = await idsOf(halley)
      const sent = await send(browser, halley, address, 'Reader')
      const said = sent.length > 0 ? null : await astropy.next()
      const first = said?.event === 'table' ? differences(said, wanted) : [...sent, `astropy: ${JSON.stringify(said)}`]
      const table = said?.event === 'table' ? said.table : ''
      const alsoSent = await send(browser, halley, address, 'topcat')
      const second = alsoSent.length > 0 ? alsoSent : await inTopcat(astropy, table, wanted.length)
      return [
        { name: 'SAMP: astropy on the hub of JSAMP reads the sources that the site sends it', problems: first },
        { name: "SAMP: Debian's TOPCAT has the rows of the table that the site sends it", problems: second },
      ]
    })
  } finally {
    await browser.close()
  }
}

/** Proves "Send to TOPCAT" with other people's programs: a hub of JSAMP, TOPCAT and astropy; the page in Chromium. */
export async function proveSendToTopcat(): Promise<Check[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-topcat-'))
  const environment = { HALLEY_HOME: join(folder, 'home') }
  try {
    expectValue(await runDemo({ environment, signal: new AbortController().signal, onProgress: () => {} }))
    const halley = expectValue(await openHalley({ environment: demoEnvironment(environment) }))
    const serving = await startServing(halley.store.paths.home)
    try {
      return await check(halley, serving.address)
    } catch (error) {
      return [{ name: 'SAMP: programs on a hub of JSAMP', problems: [error instanceof Error ? error.message : String(error)] }]
    } finally {
      await serving.stop()
      await closeHalley(halley)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
