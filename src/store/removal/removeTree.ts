import { randomUUID } from 'node:crypto'
import { refuse } from '../../fault/fault.ts'
import { DiskError, shownPath } from './diskError.ts'
import type { OpenFolder } from './openFolder.ts'
import type { QuietThread } from './quietThread.ts'

/** What was removed: folders, files and links, and the bytes of the files that had no other name. */
export interface Removed {
  readonly entries: number
  readonly bytes: number
}

/** How a tree is removed. */
export interface TreeRemoval {
  /** Grows as entries go. */
  readonly removed: { entries: number; bytes: number }
  /** Called before each slice of at most a thousand entries of a folder. */
  readonly beforeSlice?: () => void | Promise<void>
  /** Called after each slice with what is gone by then. */
  readonly afterSlice?: ((removed: Removed) => void | Promise<void>) | undefined
  /** Called with the path of what is neither a plain file nor a folder, before it is unlinked; throws to keep it. */
  readonly onStranger?: (path: string) => void
  /** Unlinks what is large, so that nothing else has to wait for it. */
  readonly quiet?: Pick<QuietThread, 'unlink'>
}

/** Descriptors are held for so many levels at most. What lies deeper is moved up to the top of the tree first. */
const deepest = 32
const lanes = 8
const mostFolders = 1000
const attempts = 5
/** To free so many bytes takes the system some tenths of a millisecond. */
const largeBytes = 1_000_000

/**
 * Removes everything in a folder, depth first. Links are unlinked, never followed; another mount stops it with a `Refusal`
 * (`removal.otherMount`); what is gone already, or comes while it works, is no failure. Memory and descriptors do not grow with the size or
 * the depth of the tree, and files are removed by the system's threads, so that the event loop is free.
 */
export async function emptyFolder(folder: OpenFolder, removal: TreeRemoval): Promise<void> {
  await emptyLevel(folder, { ...removal, top: folder, depth: 0 })
}

/** Removes a folder with everything in it, as {@link emptyFolder} does; a name that is gone, or no folder's, is left. */
export function removeFolder(parent: OpenFolder, name: string, removal: TreeRemoval): Promise<void> {
  return removeBranch(parent, name, { ...removal, top: undefined, depth: 0 })
}

interface Branch extends TreeRemoval {
  /** The top of the tree; nothing for the parent of the top. */
  readonly top: OpenFolder | undefined
  readonly depth: number
}

/** In passes, for what is moved up from below, and more than some folders, wait for the next. */
async function emptyLevel(folder: OpenFolder, branch: Branch): Promise<void> {
  for (;;) {
    const inner = await removeFiles(folder, branch)
    if (inner.length === 0) return
    for (const name of inner) await removeBranch(folder, name, branch)
  }
}

/** Removes what is no folder. @returns the names of folders, not many more than a thousand */
async function removeFiles(folder: OpenFolder, branch: Branch): Promise<string[]> {
  const inner: string[] = []
  for await (const names of folder.slices()) {
    await branch.beforeSlice?.()
    await inLanes(names, async (name) => {
      if (await isFolderLeft(folder, name, branch)) inner.push(name)
    })
    await branch.afterSlice?.({ ...branch.removed })
    if (inner.length >= mostFolders) break
  }
  return inner
}

async function isFolderLeft(folder: OpenFolder, name: string, { removed, onStranger, quiet }: Branch): Promise<boolean> {
  const entry = await folder.stat(name)
  if (entry === undefined) return false
  if (entry.isDirectory()) return true
  if (!entry.isFile()) onStranger?.(shownPath(folder.pathOf(name)))
  const isQuiet = quiet !== undefined && entry.size >= largeBytes
  if (!(await (isQuiet ? folder.unlink(name, (path) => quiet.unlink(path)) : folder.unlink(name)))) return false
  removed.entries++
  if (entry.isFile() && entry.nlink === 1) removed.bytes += entry.size
  return false
}

async function removeBranch(parent: OpenFolder, name: string, branch: Branch): Promise<void> {
  const { top, depth, removed } = branch
  if (top !== undefined && depth >= deepest) return moveUp(parent, name, top)
  for (let attempt = 0; attempt < attempts; attempt++) {
    {
      await using folder = await parent.open(name)
      if (folder === undefined) return
      if (folder.mount !== parent.mount) refuseMount(folder)
      await emptyLevel(folder, { ...branch, top: top ?? folder, depth: depth + 1 })
    }
    if (await parent.removeFolder(name)) return void removed.entries++
  }
  throw new DiskError('ENOTEMPTY', 'rmdir', shownPath(parent.pathOf(name)))
}

async function moveUp(parent: OpenFolder, name: string, top: OpenFolder): Promise<void> {
  if ((await parent.move(name, top, randomUUID())) || (await parent.stat(name)) === undefined) return
  // Not the name is gone but the top: somebody has carried this branch out of it.
  throw new DiskError('ENOENT', 'rename', shownPath(parent.pathOf(name)))
}

/** Ends when all work has ended, also where some fails: nothing may be at work in a folder that is closed. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < items.length) await work(items[next++])
  }
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, lane))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

/** Stops at a folder that another mount begins with. */
export function refuseMount(folder: OpenFolder): never {
  const path = shownPath(folder.path)
  refuse(
    'removal.otherMount',
    `${path}: expected a folder on the disk of the store, found that something is mounted there; it was not entered.`,
    {
      hint: 'Unmount it, and go on.',
      retryable: true,
      data: { path },
    },
  )
}
