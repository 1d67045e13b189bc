import { refuse } from '../../fault/fault.ts'
import { markerName, parseMarker } from '../home.ts'
import type { Store } from '../store.ts'
import { DiskError, shownPath } from './diskError.ts'
import { OpenFolder } from './openFolder.ts'
import { refuseMount } from './removeTree.ts'

/** Which store, and where: its catalogue need not be open. */
export type StorePlace = Pick<Store, 'id' | 'paths'>

/**
 * Opens the root of a store and reads its marker through it, so that all that follows happens in that store or nowhere. A
 * disk that is not mounted, and another store in the place of this one, are a `Refusal` (`store.missing`, `store.foreign`).
 */
export async function openRoot({ id, paths }: StorePlace): Promise<OpenFolder> {
  const root = (await OpenFolder.at(paths.home)) ?? refuseMissing(paths.home)
  try {
    const marker = (await root.read(markerName)) ?? refuseMissing(root.pathOf(markerName))
    const found = parseMarker(marker)?.id
    if (found !== id) refuseForeign(root, id, found)
    return root
  } catch (error) {
    await root[Symbol.asyncDispose]()
    throw error
  }
}

interface PlaceOptions {
  /** Makes the folders that not every store has. */
  readonly isMade?: boolean
}

/**
 * Opens a folder of a store name by name: a link in the way is refused (`DiskError`), and so is another mount (`Refusal`,
 * `removal.otherMount`), and that a folder is gone which every store has (`store.missing`).
 *
 * @param place from the root of the store
 * @returns nothing where another folder in the way is gone
 */
export function openPlace(root: OpenFolder, place: string, { isMade = false }: PlaceOptions = {}): Promise<OpenFolder | undefined> {
  return openNames(root, place.split('/'), { isMade, known: place.startsWith('objects/') ? 2 : 1 })
}

interface NameOptions {
  readonly isMade: boolean
  /** How many of the names every store has. */
  readonly known: number
}

async function openNames(
  from: OpenFolder,
  [name, ...rest]: readonly string[],
  { isMade, known }: NameOptions,
): Promise<OpenFolder | undefined> {
  if (isMade && known <= 0) await from.make(name)
  const folder = await from.open(name)
  if (folder === undefined) return refuseUnlessGone(from, name, known > 0)
  if (folder.mount === from.mount && rest.length === 0) return folder
  await using passed = folder
  if (passed.mount !== from.mount) refuseMount(passed)
  return await openNames(passed, rest, { isMade, known: known - 1 })
}

async function refuseUnlessGone(from: OpenFolder, name: string, isKnown: boolean): Promise<undefined> {
  if ((await from.stat(name)) !== undefined) throw new DiskError('ENOTDIR', 'open', shownPath(from.pathOf(name)))
  if (isKnown) refuseMissing(from.pathOf(name))
}

function refuseMissing(bytes: string): never {
  const path = shownPath(bytes)
  refuse('store.missing', `${path}: expected a part of the store, found nothing; nothing was removed.`, {
    hint: 'Mount the disk of the store, or bring back what is missing, and go on.',
    retryable: true,
    data: { path },
  })
}

function refuseForeign(root: OpenFolder, expected: string, found: string | undefined): never {
  const path = shownPath(root.path)
  refuse('store.foreign', `${path}: expected the store ${expected}, found ${found ?? 'the marker of none'}; nothing was removed.`, {
    hint: 'Mount the disk of the store, and go on.',
    retryable: true,
    data: { path, expected, found },
  })
}
