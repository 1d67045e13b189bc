// Hands that have a keyboard and nothing else, and eyes that must see where the focus is.
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

export interface Keys {
  readonly page: Page
  /** Presses Tab until something has the focus. */
  tabTo(what: Locator): Promise<void>
  /** Goes to something by Tab, and presses a key on it. */
  press(what: Locator, key?: string): Promise<void>
  /** Goes to a field by Tab, and types over what is in it. */
  fill(what: Locator, text: string): Promise<void>
  /** Presses keys one after the other, where the focus is. */
  strike(...keys: readonly string[]): Promise<void>
  /** Goes to a place by the keys that the help on keys names. */
  goTo(place: string): Promise<void>
  /** What went wrong: pointers that were used, stops of the focus that cannot be seen. */
  complaints(): Promise<readonly string[]>
}

const manyStops = 200

/** Remembers pointers that somebody pressed (keys that press a button make clicks without one), and looks at the focus. */
const eyes = `{
  window.pointersUsed = []
  for (const kind of ['pointerdown', 'wheel', 'touchstart']) {
    addEventListener(kind, ({ isTrusted }) => isTrusted && window.pointersUsed.push(kind), true)
  }
  const atOnce = new CSSStyleSheet()
  atOnce.replaceSync('*, *::before, *::after { transition: none !important }')
  // What stands for a choice is its label: the input of it has no size.
  const shownOf = (element) => (element.getBoundingClientRect().width === 0 && element.labels?.[0]) || element
  const looksOf = (element) => {
    const looks = []
    for (let each = shownOf(element); each && each !== document.body && looks.length < 4; each = each.parentElement) {
      const { outline, boxShadow, borderColor, backgroundColor, color, textDecoration } = getComputedStyle(each)
      looks.push([outline, boxShadow, borderColor, backgroundColor, color, textDecoration].join(';'))
    }
    return looks.join('|')
  }
  const isSeen = (element) => {
    const { width, height, right, bottom, left, top } = shownOf(element).getBoundingClientRect()
    return width > 0 && height > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight
  }
  const isBehind = (element) => {
    const dialogs = [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')]
    return dialogs.length > 0 && !dialogs.some((dialog) => dialog.contains(element))
  }
  let last = null
  window.leaveFocus = () => {
    if (!document.adoptedStyleSheets.includes(atOnce)) document.adoptedStyleSheets.push(atOnce)
    const element = document.activeElement
    last = element && element !== document.body && element.tabIndex >= 0 ? { element, looks: looksOf(element) } : null
  }
  const isStill = () => last?.element.isConnected && last.element !== document.activeElement && last.looks === looksOf(last.element)
  window.meetFocus = async () => {
    // The editor of texts learns a little later that it has lost the focus.
    if (isStill()) await new Promise((resolve) => setTimeout(resolve, 50))
    const element = document.activeElement
    const found = []
    const say = (words, { outerHTML }) => found.push(words + ': ' + outerHTML.slice(0, 200))
    if (isStill()) say('focused, it looks as it does without', last.element)
    if (!element || element === document.body) return found
    if (!isSeen(element)) say('the focus cannot be seen', element)
    if (isBehind(element)) say('the focus is behind a dialog', element)
    return found
  }
}`

class Hands implements Keys {
  readonly page: Page
  readonly #found = new Set<string>()

  constructor(page: Page) {
    this.page = page
  }

  /** One stop further. What had the focus must have looked otherwise than it does without. */
  async #tab(): Promise<void> {
    await this.page.evaluate('leaveFocus()')
    await this.page.keyboard.press('Tab')
    for (const fault of await this.page.evaluate<string[]>('meetFocus()')) this.#found.add(fault)
  }

  async tabTo(what: Locator): Promise<void> {
    await what.first().waitFor()
    for (let step = 0; step < manyStops; step++) {
      if (await what.first().evaluate((element: { matches(selectors: string): boolean }) => element.matches(':focus'))) return
      await this.#tab()
    }
    throw new Error(`The focus does not come to ${what.toString()}`)
  }

  async press(what: Locator, key = 'Enter'): Promise<void> {
    await this.tabTo(what)
    await this.page.keyboard.press(key)
  }

  async fill(what: Locator, text: string): Promise<void> {
    await this.tabTo(what)
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.type(text)
  }

  async strike(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async goTo(place: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1 }).waitFor()
    // Keys of the site are for the page, once no dialog stands over it.
    await this.page.locator('[role="dialog"][aria-modal="true"]').waitFor({ state: 'detached' })
    await this.strike('?')
    const keys = this.page.getByRole('dialog', { name: 'Keyboard' }).getByRole('row', { name: place }).locator('kbd')
    await keys.first().waitFor()
    const shown = await keys.allTextContents()
    await this.strike('Escape')
    await this.page.getByRole('dialog').waitFor({ state: 'detached' })
    await this.strike(...shown)
    await this.page.getByRole('heading', { level: 1, name: place }).waitFor()
  }

  async complaints(): Promise<readonly string[]> {
    const pointers = await this.page.evaluate<string[]>('window.pointersUsed')
    return [...pointers.map((kind) => `a pointer was used: ${kind}`), ...this.#found]
  }
}

/** Goes through a page by keys alone; the page must not have been opened yet. */
export async function keysOn(page: Page): Promise<Keys> {
  await page.addInitScript(eyes)
  return new Hands(page)
}

/** Ends what was done by keys alone. */
export async function expectKeysWereEnough(keys: Keys): Promise<void> {
  expect(await keys.complaints()).toEqual([])
}
