import type { Dirent } from 'node:fs'
import { opendir, readdir, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { failure, makeFault, refuse, Refusal, settle, type Fault, type Result } from '../../fault/fault.ts'
import { placeInRoots, type Root } from './roots.ts'

/** Something in a folder, as a picker shows it. */
export interface ListedEntry {
  readonly name: string
  /** Relative to the root. */
  readonly path: string
  readonly absolutePath: string
  readonly kind: 'folder' | 'file'
  readonly bytes: number | null
  readonly modifiedUtc: string | null
}

export interface ListedFolder {
  readonly absolutePath: string
  readonly entries: readonly ListedEntry[]
  readonly total: number
}

export interface FolderWanted {
  readonly roots: readonly Root[]
  readonly root: string
  /** Relative to the root. */
  readonly path: string
  /** Text that names have; capitals do not matter. */
  readonly filter: string
}

const mostEntries = 1000
const byName = new Intl.Collator('en', { numeric: true })

function foldersFirst(a: ListedEntry, b: ListedEntry): number {
  if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1
  return byName.compare(a.name, b.name)
}

function badPath(path: string): Fault {
  return makeFault('file.path', `${JSON.stringify(path)}: expected a path below the root, without .., found another.`, {
    hint: 'Begin at the root: the list of roots has their names.',
    data: { path },
  })
}

function outside(path: string): Fault {
  return makeFault('file.outside', `${path}: expected something inside the folders that are open to Halley, found a way out of them.`, {
    hint: 'Choose files inside a root; HALLEY_ROOTS of the server says which there are.',
    data: { path },
  })
}

function isPlain(path: string): boolean {
  return !path.includes('\0') && !isAbsolute(path) && !path.split('/').includes('..')
}

async function entryOf(roots: readonly Root[], folder: string, path: string, dirent: Dirent): Promise<ListedEntry | null> {
  const { name } = dirent
  const absolutePath = join(folder, name)
  if (dirent.isSymbolicLink() && !(await placeInRoots(roots, absolutePath))) return null
  const stats = await stat(absolutePath).catch(() => null)
  if (!stats || !(stats.isFile() || stats.isDirectory())) return null
  const ofFile = stats.isFile() ? { bytes: stats.size, modifiedUtc: stats.mtime.toISOString() } : { bytes: null, modifiedUtc: null }
  return { name, path: join(path, name), absolutePath, kind: stats.isFile() ? 'file' : 'folder', ...ofFile }
}

function refuseUnread(path: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const [kind, found] =
    code === 'ENOENT' ? ['missing', 'nothing'] : code === 'ENOTDIR' ? ['type', 'a file'] : ['denied', `one that may not be read (${code})`]
  return refuse(`file.${kind}`, `${path}: expected a folder, found ${found}.`, {
    hint: 'Go up a folder, or begin at the root again.',
    data: { path },
  })
}

/**
 * What is in a folder below a root. Links that lead out of all roots, hidden files and devices are left out.
 *
 * @returns `file.path` for a path that climbs, `file.outside` for one that leads out of the roots by a link
 */
export async function listFolder({ roots, root: name, path, filter }: FolderWanted): Promise<Result<ListedFolder>> {
  const root = roots.find((each) => each.name === name)
  if (!root || !isPlain(path)) return failure(badPath(root ? path : name))
  const absolutePath = join(root.path, path)
  if (!(await placeInRoots(roots, absolutePath))) return failure(outside(absolutePath))
  return settle(async () => {
    const dirents = await readdir(absolutePath, { withFileTypes: true }).catch((error: unknown) => refuseUnread(absolutePath, error))
    const text = filter.trim().toLowerCase()
    const named = dirents.filter((dirent) => !dirent.name.startsWith('.') && dirent.name.toLowerCase().includes(text))
    const ordered = named.toSorted((a, b) => Number(b.isDirectory()) - Number(a.isDirectory()) || byName.compare(a.name, b.name))
    const entries = await Promise.all(ordered.slice(0, mostEntries).map((dirent) => entryOf(roots, absolutePath, path, dirent)))
    const shown = entries.filter((entry) => entry !== null)
    const sorted = shown.toSorted(foldersFirst)
    return { absolutePath, entries: sorted, total: named.length - (entries.length - shown.length) }
  })
}

/** How many files and folders are looked at below those that are given. */
const mostLookedAt = 100_000

class Walk {
  readonly files = new Set<string>()
  readonly #roots: readonly Root[]
  readonly #seen = new Set<string>()
  readonly #links: string[] = []
  #looked = 0

  constructor(roots: readonly Root[]) {
    this.#roots = roots
  }

  /** A link may lead back to a folder above it, or to one that is below another: each is looked into once, by its own path first. */
  async folder(path: string, isDeep: boolean): Promise<void> {
    await this.#folder(path, isDeep)
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) await this.#link(link, isDeep)
  }

  async #folder(path: string, isDeep: boolean): Promise<void> {
    const place = await placeInRoots(this.#roots, path)
    if (!place || this.#seen.has(place.realPath)) return
    this.#seen.add(place.realPath)
    const folder = await opendir(path).catch(() => null)
    if (!folder) return
    for await (const dirent of folder) {
      if (dirent.name.startsWith('.')) continue
      this.#looked += 1
      if (this.#looked > mostLookedAt) this.#refuse(path)
      const entry = join(path, dirent.name)
      if (dirent.isSymbolicLink()) this.#links.push(entry)
      else if (dirent.isFile()) this.files.add(entry)
      else if (dirent.isDirectory() && isDeep) await this.#folder(entry, true)
    }
  }

  async #link(path: string, isDeep: boolean): Promise<void> {
    if (!(await placeInRoots(this.#roots, path))) return
    const stats = await stat(path).catch(() => null)
    if (stats?.isFile()) this.files.add(path)
    if (stats?.isDirectory() && isDeep) await this.#folder(path, true)
  }

  #refuse(path: string): never {
    refuse('file.many', `${path}: expected at most ${mostLookedAt} files in the folders that were chosen, found more.`, {
      hint: 'Choose a folder further down, or write patterns.',
      data: { path },
    })
  }
}

export interface FoundFiles {
  /** What was asked for: files as they are, of folders all files in them and below. */
  readonly chosen: ReadonlySet<string>
  /** The same, and what lies beside the files. */
  readonly all: ReadonlySet<string>
}

/**
 * Files by their paths, and of folders all that are in them.
 *
 * @returns `file.outside` for what is not in a root, `file.missing`, `file.many` where the folders hold too much
 */
export async function findFiles(roots: readonly Root[], paths: readonly string[]): Promise<Result<FoundFiles>> {
  const [chosen, beside] = [new Walk(roots), new Walk(roots)]
  const folders = new Set<string>()
  return settle(async () => {
    for (const path of paths) {
      if (!isAbsolute(path) || path.includes('\0')) throw new Refusal(badPath(path))
      if (!(await placeInRoots(roots, path))) throw new Refusal(outside(path))
      const stats = await stat(path).catch((error: unknown) => refuseUnread(path, error))
      if (stats.isDirectory()) await chosen.folder(path, true)
      else {
        chosen.files.add(path)
        folders.add(join(path, '..'))
      }
    }
    for (const folder of folders) await beside.folder(folder, false)
    return { chosen: chosen.files, all: new Set([...chosen.files, ...beside.files]) }
  })
}
