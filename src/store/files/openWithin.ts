import { constants } from 'node:fs'
import { open, readlink, realpath, stat, type FileHandle } from 'node:fs/promises'
import { workerData } from 'node:worker_threads'
import { makeFault, Refusal } from '../../fault/fault.ts'
import { everything, isEverything, placeInRoots, type Root } from './roots.ts'

/** What a thread is started with that may open files inside roots alone. */
export interface ThreadRoots {
  readonly halleyRoots: readonly Root[]
}

function hasRoots(data: unknown): data is ThreadRoots {
  return typeof data === 'object' && data !== null && 'halleyRoots' in data
}

const rootsOfThread: readonly Root[] = hasRoots(workerData) ? workerData.halleyRoots : everything

/** Where a file is that was opened by a path, links followed: as the system says where it can; else where the path leads, if that is still the same file. */
async function realPathOf(file: FileHandle, path: string): Promise<string | null> {
  const known = await readlink(`/proc/self/fd/${file.fd}`).catch(() => null)
  if (known !== null) return known
  const realPath = await realpath(path)
  const [opened, found] = [await file.stat({ bigint: true }), await stat(realPath, { bigint: true })]
  return opened.ino === found.ino && opened.dev === found.dev ? realPath : null
}

/**
 * Whether the file that was opened is inside the roots. Looking before opening alone would not do: the path may lead
 * elsewhere a moment later.
 */
async function isWithin(file: FileHandle, path: string, roots: readonly Root[]): Promise<boolean> {
  const realPath = await realPathOf(file, path)
  const place = realPath === null ? null : await placeInRoots(roots, realPath)
  return place !== null && place.realPath === realPath
}

/**
 * Opens a file of the user for reading, inside the roots: by default those of the thread, which are everything unless it
 * was started with {@link ThreadRoots}. Does not wait for the other end of a pipe.
 *
 * @throws `Refusal` with `file.outside`; the system's error
 */
export async function openWithin(path: string, roots: readonly Root[] = rootsOfThread): Promise<FileHandle> {
  const outside = makeFault(
    'file.outside',
    `${path}: expected a file inside the folders that are open, found that it is outside of them.`,
    {
      hint: 'Bring it into one of them, or ask who runs Halley here to open its folder: HALLEY_ROOTS.',
      data: { path },
    },
  )
  if (!isEverything(roots) && !(await placeInRoots(roots, path))) throw new Refusal(outside)
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const isOpen = isEverything(roots) || (await isWithin(file, path, roots).catch(() => false))
  if (isOpen) return file
  await file.close()
  throw new Refusal(outside)
}
