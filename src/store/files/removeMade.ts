import { lstat, readdir, rmdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '../../fault/fault.ts'

/**
 * Removes a folder that Halley made and wrote alone, with the plain files in it. What is gone already is success, so it
 * can be repeated after a crash, and done by two processes at once. Links are not followed: anything that is neither a plain file nor a folder of the same
 * disk stops it with a `Refusal` (`store.unexpectedEntry`), for Halley made no such thing there.
 */
export async function removeMade(folder: string): Promise<void> {
  const top = await unlessGone(lstat(folder))
  if (top === undefined) return
  if (!top.isDirectory()) refuseEntry(folder)
  await removeFolder(folder, top.dev)
}

async function removeFolder(folder: string, device: number): Promise<void> {
  for (const name of (await unlessGone(readdir(folder))) ?? []) {
    const path = join(folder, name)
    const entry = await unlessGone(lstat(path))
    if (entry === undefined) continue
    if (entry.isDirectory() && entry.dev === device) await removeFolder(path, device)
    else if (entry.isFile()) await unlessGone(unlink(path))
    else refuseEntry(path)
  }
  await unlessGone(rmdir(folder))
}

async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function refuseEntry(path: string): never {
  refuse('store.unexpectedEntry', `${path}: expected a plain file or a folder that Halley made, found something else; it was left alone.`, {
    hint: 'Look at it, move it out of the store, and try again.',
    data: { path },
  })
}
