/** What the dialog is opened for. */
export interface TrashSelection {
  readonly itemIds: readonly string[]
  /** Called when all of it is in Trash, or on its way out. */
  readonly onDone?: () => void
}

/** Opens the dialog that moves items to Trash, or deletes them permanently. */
export function useMoveToTrash(): (selection: TrashSelection) => void {
  return () => {}
}
