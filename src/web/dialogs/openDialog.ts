import type { ReactNode } from 'react'

/** What a dialog is given: pass both to its Modal. */
export interface DialogState {
  readonly isOpen: boolean
  readonly onClose: () => void
}

interface ShownDialog {
  readonly id: number
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

/** Shows a dialog over whatever page there is, until it closes itself: for actions that are offered on many pages. */
export function openDialog(render: (state: DialogState) => ReactNode): void {
  lastId += 1
  change([...shown, { id: lastId, isOpen: true, render }])
}

/** Fades a dialog, then takes it away. */
export function closeDialog(id: number): void {
  change(shown.map((dialog) => (dialog.id === id ? { ...dialog, isOpen: false } : dialog)))
  setTimeout(() => change(shown.filter((dialog) => dialog.id !== id)), leavingMs)
}

export function shownDialogs(): readonly ShownDialog[] {
  return shown
}

export function onDialogs(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
