// A person at a page, who notices whatever goes wrong: words on the console, faults, requests to elsewhere.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openSession } from '../../../src/app/sessions/openSession.ts'
import { sessionCookie } from '../../../src/doors/http/sessions/sessionCookie.ts'
import type { Store } from '../../../src/store/store.ts'

export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** What has gone wrong since it was asked last. */
  readonly complaints: () => readonly string[]
}

export interface VisitOptions extends BrowserContextOptions {
  readonly address: string
  /** Whom the browser is signed in as; null: nobody. */
  readonly as: { readonly store: Store; readonly userId: string } | null
  /** Words of what goes wrong on purpose. */
  readonly forgives?: RegExp
  /** What pages may ask besides the server: the beginning of addresses. It need not answer. */
  readonly elsewhere?: string
}

/** Chromium says on the console that a request was refused: refusals are no faults of a page, which shows them. */
const saysRefused = /^Failed to load resource: the server responded with a status of 4\d\d/

const saysAway = /^Failed to load resource: net::ERR_CONNECTION_REFUSED/

function watch(page: Page, address: string, elsewhere: string | undefined): () => readonly string[] {
  let said: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error' || saysRefused.test(message.text())) return
    if (elsewhere === undefined || !saysAway.test(message.text())) said.push(`console: ${message.text()} at ${page.url()}`)
  })
  page.on('pageerror', (error) => said.push(`fault: ${error.stack ?? error.message} at ${page.url()}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(address) && !(elsewhere && url.startsWith(elsewhere)) && !/^(data|blob|about):/.test(url))
      said.push(`request to elsewhere: ${url} at ${page.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) said.push(`status ${response.status()}: ${response.request().method()} ${response.url()}`)
  })
  return () => {
    const now = said
    said = []
    return now
  }
}

/** Opens a browser window of somebody's own, signed in. */
export async function visit(browser: Browser, { address, as, elsewhere, forgives, ...options }: VisitOptions): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: address,
    reducedMotion: 'reduce',
    // That of the machine may be none that a browser has: Chromium takes C for `en-US@posix`.
    locale: 'en-GB',
    ...options,
  })
  context.setDefaultTimeout(20_000)
  if (as) {
    const { secret } = await openSession(as.store, as.userId, 'a test', new Date())
    await context.addCookies([{ name: sessionCookie, value: secret, url: address, httpOnly: true, sameSite: 'Strict' }])
  }
  const page = await context.newPage()
  const heard = watch(page, address, elsewhere)
  return { page, context, complaints: () => heard().filter((words) => !forgives?.test(words)) }
}

/** Ends a visit, in which nothing may have gone wrong. */
export async function leave({ context, complaints }: Visitor): Promise<void> {
  const said = complaints()
  await context.close()
  expect(said).toEqual([])
}
