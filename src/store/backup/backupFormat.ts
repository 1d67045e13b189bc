/** The format of a backup that this code writes, and the newest that it reads. */
export const backupFormat = 1

/** The first line of a backup. */
export interface BackupHeader {
  readonly halley: 'backup'
  readonly format: number
  /** The store that it is of, by its marker. */
  readonly storeId: string
  /** How many migrations its catalogue had had. */
  readonly schema: number
  readonly createdAt: string
}

export type BackupValue = string | number | null

/**
 * The lines of a backup: after the header each table with its columns, followed by its rows; at the end how many rows
 * there were, which a backup that was cut off does not have.
 */
export type BackupLine =
  | BackupHeader
  | { readonly table: string; readonly columns: readonly string[] }
  | readonly BackupValue[]
  | { readonly rows: number }
