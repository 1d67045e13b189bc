import type { RunSubject } from './useProcess.tsx'

export interface CancelSelection {
  readonly runs: readonly (RunSubject & { readonly version: number | null })[]
  readonly onDone?: () => void
}

/** Opens the dialog that cancels the work on runs. */
export function useCancelWork(): (selection: CancelSelection) => void {
  return () => {}
}
