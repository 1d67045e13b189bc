import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Nothing that comes for ever: the stream of events. */
const endless = /\/api\/events/

export interface Calm {
  /** Waits until a page asks for nothing and shows all that it has. */
  settle(): Promise<void>
  /** Goes to an address within the site, without loading it anew where it is open already. */
  goTo(path: string, title: string | RegExp): Promise<void>
}

const isComing = `document.querySelector('[aria-busy="true"], .mantine-Skeleton-root, .mantine-Loader-root') !== null`

const isMoving = `document.getAnimations().some(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime !== Infinity)`

/** Follows what a page asks for; it must not have been opened yet. */
export function calmOf(page: Page): Calm {
  const asked = new Set<unknown>()
  let changedMs = 0
  const change = (work: () => void) => {
    work()
    changedMs = performance.now()
  }
  page.on('request', (request) => endless.test(request.url()) || change(() => asked.add(request)))
  page.on('requestfinished', (request) => change(() => asked.delete(request)))
  page.on('requestfailed', (request) => change(() => asked.delete(request)))
  page.on('framenavigated', () => change(() => asked.clear()))
  const isCalm = async () => {
    if (asked.size > 0 || performance.now() - changedMs < 60) return false
    return !(await page.evaluate<boolean>(`(${isComing}) || (${isMoving})`))
  }
  const settle = () => expect.poll(isCalm, { interval: 20, timeout: 20_000 }).toBe(true)
  return {
    settle,
    async goTo(path, title) {
      const isOpen = page.url().startsWith('http') && !path.includes('#')
      if (isOpen) await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`)
      else await page.goto(path)
      await page.getByRole('heading', { level: 1, name: title, exact: true }).first().waitFor()
      await settle()
    },
  }
}
