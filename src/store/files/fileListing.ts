import { constants } from 'node:fs'
import { access, glob, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
import { placeInRoots, type Root } from './roots.ts'

type FileState = 'file' | 'unreadable' | 'directory' | 'other' | 'missing' | 'outside'

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

/** The folder that an expression begins at: what stands before its first sign with a meaning. */
function folderOfExpression(expression: string, folder: string): string {
  const plain = expression.slice(0, /[*?[\]{}()!]/.exec(expression)?.index ?? expression.length)
  return resolve(folder, plain.endsWith('/') ? plain : dirname(plain))
}

/** {@link diskListing} of what is inside roots: whatever is outside of them, there or not, is `outside`, and matches nothing. */
export function listingWithin(roots: readonly Root[]): typeof diskListing {
  if (roots.some(({ path }) => path === '/')) return diskListing
  return {
    ...diskListing,

    async glob(expression, folder) {
      if (!(await placeInRoots(roots, folderOfExpression(expression, folder)))) return []
      const matches = await diskListing.glob(expression, folder)
      const places = await Promise.all(matches.map((match) => placeInRoots(roots, resolve(folder, match))))
      return matches.filter((_, index) => places[index] !== null)
    },

    async state(path) {
      return (await placeInRoots(roots, path)) ? diskListing.state(path) : 'outside'
    },
  }
}
