/** What stands at a path; `outside`: it is not in the folders that may be read. */
export type FileState = 'file' | 'unreadable' | 'directory' | 'other' | 'missing' | 'outside'

/** The disk as far as the resolution of inputs needs it; the store implements it. */
export interface FileListing {
  /** What `~` stands for: an absolute path. */
  readonly homeFolder: string
  /** The folders that files have to be in, in words, empty where none is open; null: they may be anywhere. */
  readonly openFolders: string | null
  /** Whether an expression may match what is outside of those folders; then it matches nothing. */
  leadsOut(expression: string, folder: string): Promise<boolean>
  /**
   * Paths that match a shell expression (`*`, `?`, `[ab]`, `**`), relative or absolute as the expression is, in any
   * order. Links to folders are followed. None where nothing matches or a folder cannot be read.
   */
  glob(expression: string, folder: string): Promise<string[]>
  /** What the path leads to, links followed. */
  state(path: string): Promise<FileState>
}
