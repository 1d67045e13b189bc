import { realpath } from 'node:fs/promises'
import { basename, isAbsolute, resolve, sep } from 'node:path'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'

/** A folder of this host whose files Halley may read. */
export interface Root {
  readonly name: string
  /** Absolute. */
  readonly path: string
}

/** What a laptop has: all that its user may read. */
export const everything: readonly Root[] = [{ name: '/', path: '/' }]

/** Whether roots leave nothing out. */
export function isEverything(roots: readonly Root[]): boolean {
  return roots.some(({ path }) => path === '/')
}

function rootOf(text: string): Root | null {
  const [, name, path = ''] = /^(?:([^=/]+)=)?(.+)$/.exec(text.trim()) ?? []
  return isAbsolute(path) ? { name: name ?? (basename(path) || '/'), path: resolve(path) } : null
}

/** Whether HALLEY_ROOTS says which folders are open; else all are. */
export function hasRoots(environment: NodeJS.ProcessEnv = process.env): boolean {
  return (environment['HALLEY_ROOTS'] ?? '').trim() !== ''
}

/**
 * The roots of this host: HALLEY_ROOTS has folders, each with or without a name of its own, `:` between them, such as
 * `survey=/data/survey:/scratch/images`.
 *
 * @returns `root.setting` for what is no absolute path, and two of one name
 */
export function rootsOfHost(environment: NodeJS.ProcessEnv = process.env): Result<readonly Root[]> {
  if (!hasRoots(environment)) return success(everything)
  const texts = (environment['HALLEY_ROOTS'] ?? '').split(':').filter((text) => text.trim() !== '')
  const roots = texts.map(rootOf)
  const bad = texts.find((_, index) => roots[index] === null)
  const known = roots.filter((root) => root !== null)
  const twice = known.find(({ name }, index) => known.findIndex((other) => other.name === name) !== index)
  if (bad === undefined && twice === undefined) return success(known)
  const found = bad === undefined ? `two of the name ${twice?.name ?? ''}` : JSON.stringify(bad)
  return failure(
    makeFault('root.setting', `HALLEY_ROOTS: expected absolute paths of folders, each with a name of its own, found ${found}.`, {
      hint: 'Set it such as HALLEY_ROOTS=survey=/data/survey:/scratch/images',
      data: { found },
    }),
  )
}

/** Whether a path stands inside a folder, or is it; follows no links. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/**
 * What a path leads to, links followed, and the root that it is in.
 *
 * @returns null where it leads out of the roots, or would if there were something
 */
export async function placeInRoots(
  roots: readonly Root[],
  path: string,
): Promise<{ readonly root: Root; readonly realPath: string } | null> {
  if (path.includes('\0')) return null
  const wanted = resolve(path)
  const real = await realpath(wanted).catch(() => null)
  for (const root of roots) {
    const realRoot = await realpath(root.path).catch(() => root.path)
    if (real === null ? isBelow(wanted, root.path) : isBelow(real, realRoot)) return { root, realPath: real ?? wanted }
  }
  return null
}
