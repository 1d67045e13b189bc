import type { RunPlace } from '../../lifecycle/runState.ts'

/** The columns that say where something is: its place, and the trash entry that it is in. */
export function placeColumns(state: { readonly place: RunPlace; readonly entryId?: string }) {
  return { place: state.place, entryId: state.entryId ?? null }
}
