/** A run as dialogs about processing need it. */
export interface RunSubject {
  readonly id: string
  readonly name: string
}

export interface ProcessSelection {
  readonly runs: readonly RunSubject[]
  /** Called when something was submitted. */
  readonly onDone?: () => void
}

/** Opens the dialog that processes runs, or adds images to them. */
export function useProcess(): (selection: ProcessSelection) => void {
  return () => {}
}
