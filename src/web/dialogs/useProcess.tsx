import { openDialog } from './openDialog.ts'
import { ProcessDialog, type RunSubject } from './process/processDialog.tsx'
import { ProcessManyDialog } from './process/processManyDialog.tsx'

export interface ProcessSelection {
  readonly runs: readonly RunSubject[]
  /** Called when something was submitted. */
  readonly onDone?: (() => void) | undefined
}

/** Opens the dialog that processes runs, or adds images to them. */
export function useProcess(): (selection: ProcessSelection) => void {
  return ({ runs, onDone }) => {
    const [run] = runs
    if (!run) return
    openDialog((state) =>
      runs.length === 1 ? (
        <ProcessDialog state={state} run={run} onDone={onDone} />
      ) : (
        <ProcessManyDialog state={state} runs={runs} onDone={onDone} />
      ),
    )
  }
}
