import type { RunSubject } from './process/processDialog.tsx'

/** Opens the dialog that copies a run to change one parameter. */
export function useCopyRun(): (run: RunSubject) => void {
  return () => {}
}
