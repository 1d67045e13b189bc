import { constants } from 'node:fs'
import { access, glob, stat } from 'node:fs/promises'
import { homedir } from 'node:os'

type FileState = 'file' | 'unreadable' | 'directory' | 'other' | 'missing'

/** Looks at the disk for those who resolve the inputs of a run: expressions, and what stands at a path. Reads no file. */
export const diskListing = {
  homeFolder: homedir(),

  /** Paths that match a shell expression, in no order; links to folders are followed. */
  async glob(expression: string, folder: string): Promise<string[]> {
    return await Array.fromAsync(glob(expression, { cwd: folder, followSymlinks: true }))
  },

  /** What a path leads to, links followed. A path through a folder that may not be entered is `unreadable`. */
  async state(path: string): Promise<FileState> {
    try {
      const stats = await stat(path)
      if (stats.isDirectory()) return 'directory'
      if (!stats.isFile()) return 'other'
      await access(path, constants.R_OK)
      return 'file'
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      return code === 'EACCES' || code === 'EPERM' ? 'unreadable' : 'missing'
    }
  },
}
