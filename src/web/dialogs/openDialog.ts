import type { ReactNode } from 'react'

/** What a dialog is given: pass both to its Modal. */
export interface DialogState {
  readonly isOpen: boolean
  readonly onClose: () => void
}

interface ShownDialog {
  readonly id: number
  /** What had the focus when it was opened. */
  readonly invoker: HTMLElement | null
  readonly isOpen: boolean
  readonly render: (state: DialogState) => ReactNode
}

/** As long as a dialog takes to fade. */
const leavingMs = 200

let shown: readonly ShownDialog[] = []
let lastId = 0
const listeners = new Set<() => void>()

function change(next: readonly ShownDialog[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/** What opened a dialog; of one that another dialog led to, what opened that. */
function invokerNow(): HTMLElement | null {
  const active = document.activeElement
  if (!(active instanceof HTMLElement) || active === document.body) return shown.at(-1)?.invoker ?? null
  return active.closest('[role="dialog"]') ? (shown.at(-1)?.invoker ?? active) : active
}

/** Back to where the user was; where that is gone, such as the row of what was deleted, to the title of the page. */
function giveFocusBack({ invoker }: ShownDialog): void {
  const isElsewhere = document.activeElement !== null && document.activeElement !== document.body
  if (isElsewhere || shown.some(({ isOpen }) => isOpen)) return
  const target = invoker?.isConnected ? invoker : document.querySelector<HTMLElement>('#page h1')
  target?.focus({ preventScroll: true })
}

/** Shows a dialog over whatever page there is, until it closes itself: for actions that are offered on many pages. */
export function openDialog(render: (state: DialogState) => ReactNode): void {
  lastId += 1
  change([...shown, { id: lastId, invoker: invokerNow(), isOpen: true, render }])
}

/** Fades a dialog, then takes it away. */
export function closeDialog(id: number): void {
  change(shown.map((dialog) => (dialog.id === id ? { ...dialog, isOpen: false } : dialog)))
  const closed = shown.find((dialog) => dialog.id === id)
  setTimeout(() => {
    change(shown.filter((dialog) => dialog.id !== id))
    if (closed) setTimeout(() => giveFocusBack(closed))
  }, leavingMs)
}

export function shownDialogs(): readonly ShownDialog[] {
  return shown
}

export function onDialogs(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
