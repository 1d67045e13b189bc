/** A button of the page that the palette offers too. */
export interface PageButton {
  readonly words: string
  readonly press: () => void
}

/** The actions at the top of the page that can be done now: the palette presses what the page shows. */
export function pageButtons(): readonly PageButton[] {
  const buttons = document.querySelectorAll<HTMLElement>('#page [data-page-actions] :is(button, a):not(:disabled, [aria-haspopup])')
  return [...buttons].flatMap((button) => {
    const words = (button.getAttribute('aria-label') ?? button.textContent ?? '').trim()
    return words === '' ? [] : [{ words, press: () => button.click() }]
  })
}
