import { constants } from 'node:fs'
import { access, glob, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
import { isEverything, placeInRoots, type Root } from './roots.ts'

type FileState = 'file' | 'unreadable' | 'directory' | 'other' | 'missing' | 'outside'

/** Looks at the disk for those who resolve the inputs of a run: expressions, and what stands at a path. Reads no file. */
export const diskListing = {
  homeFolder: homedir(),

  /** The folders that files have to be in, in words; null: they may be anywhere. */
  openFolders: null as string | null,

  /** Whether an expression may match what is outside of those folders. */
  async leadsOut(_expression: string, _folder: string): Promise<boolean> {
    return Promise.resolve(false)
  },

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

/** What stands in an expression before its first sign with a meaning, and from there on. */
function partsOfExpression(expression: string): readonly [plain: string, rest: string] {
  const end = /[*?[\]{}()!]/.exec(expression)?.index ?? expression.length
  return [expression.slice(0, end), expression.slice(end)]
}

/** The folder that an expression begins at. */
function folderOfExpression(expression: string, folder: string): string {
  const [plain] = partsOfExpression(expression)
  return resolve(folder, plain.endsWith('/') ? plain : dirname(plain))
}

/**
 * {@link diskListing} of what is inside roots: whatever is outside of them, there or not, is `outside`, and matches
 * nothing. A link inside them matches by its name, wherever it leads: its state says that it leads out.
 */
export function listingWithin(roots: readonly Root[]): typeof diskListing {
  if (isEverything(roots)) return diskListing
  const leadsOut = async (expression: string, folder: string) => {
    const [, rest] = partsOfExpression(expression)
    // `..` after a sign would walk through folders that are not looked at here.
    if (/(^|[/{,(|])\.\.($|[/},)|])/.test(rest)) return true
    return (await placeInRoots(roots, folderOfExpression(expression, folder))) === null
  }
  return {
    ...diskListing,

    openFolders: roots.map(({ name, path }) => `${name} (${path})`).join(', '),

    leadsOut,

    async glob(expression, folder) {
      if (await leadsOut(expression, folder)) return []
      const matches = await diskListing.glob(expression, folder)
      const places = await Promise.all(matches.map((match) => placeInRoots(roots, dirname(resolve(folder, match)))))
      return matches.filter((_, index) => places[index] !== null)
    },

    async state(path) {
      return (await placeInRoots(roots, path)) ? diskListing.state(path) : 'outside'
    },
  }
}
