import { useEffect, useRef } from 'react'

/** A key of one page alone. */
export interface PageKey {
  readonly key: string
  readonly words: string
  readonly run: () => void
}

/** As long as `g` waits for the key that goes with it. */
const sequenceMs = 1_200

let goneAtMs = Number.NEGATIVE_INFINITY

/** Whether the key goes with a `g` before it, which leads to another page. */
function isSecondOfGo({ key, timeStamp }: KeyboardEvent): boolean {
  if (key === 'g') goneAtMs = timeStamp
  return timeStamp - goneAtMs < sequenceMs
}

const groups = new Set<readonly PageKey[]>()

/** The keys of the page that is shown, in the order of their parts on it. */
export function keysOfPage(): readonly PageKey[] {
  return [...groups].flat()
}

/** Whether keys are for what has the focus, or for the rows of a table. */
function isTaken({ target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || ctrlKey || metaKey || altKey || !(target instanceof HTMLElement || target instanceof SVGElement)) return true
  if (
    target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, tbody tr, [role="menu"], [role="listbox"], .cm-editor')
  )
    return true
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null
}

/** Keys that work while the part is on the page; they come before those of the site. */
export function usePageKeys(keys: readonly PageKey[]): void {
  const now = useRef(keys)
  useEffect(() => {
    now.current = keys
  })
  const names = keys.map(({ key, words }) => `${key}\t${words}`).join('\n')
  useEffect(() => {
    const group = names.split('\n').flatMap((name) => {
      const [key = '', words = ''] = name.split('\t')
      return key === '' ? [] : [{ key, words, run: () => now.current.find((each) => each.key === key)?.run() }]
    })
    groups.add(group)
    const onKey = (event: KeyboardEvent) => {
      const isSecond = isSecondOfGo(event)
      const pressed = group.find(({ key }) => key === event.key)
      if (!pressed || isSecond || isTaken(event)) return
      event.preventDefault()
      pressed.run()
    }
    document.addEventListener('keydown', onKey, { capture: true })
    return () => {
      groups.delete(group)
      document.removeEventListener('keydown', onKey, { capture: true })
    }
  }, [names])
}
