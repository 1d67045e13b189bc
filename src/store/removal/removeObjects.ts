import { basename, dirname, relative } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { asBlocked } from './blocked.ts'
import { moveAway } from './moveAway.ts'
import type { OpenFolder } from './openFolder.ts'
import type { RemovalOptions } from './removalStep.ts'
import { QuietThread } from './quietThread.ts'
import { neighboursOf, type RemovalTarget } from './removalTarget.ts'
import { emptyFolder, type Removed } from './removeTree.ts'
import { openPlace, openRoot, type StorePlace } from './storePlace.ts'

/**
 * Removes folders of the store for good: moves them to `tmp/purge/<operation id>/`, then removes what lies there, depth first
 * and without following a link. Only for what a purge has made unreachable in the catalogue. It can be repeated after any
 * end: what is gone is success, and what earlier calls of the operation have moved is removed too, even without targets.
 *
 * @returns what this call removed; no loss of power brings it back. Faults, all retryable: `store.missing` and `store.foreign` where
 * the store is not there (nothing is removed then), `removal.otherMount` at a folder that something is mounted on, `removal.blocked`
 * with the path and the reason where the system refuses. An id that is no UUID throws.
 */
export function removeObjects(store: StorePlace, targets: readonly RemovalTarget[], options: RemovalOptions): Promise<Result<Removed>> {
  return settle(() => {
    const neighbours = neighboursOf(store.paths, targets)
    const place = relative(store.paths.home, store.paths.condemned(options.operationId))
    return asBlocked(async () => {
      await options.onStep?.('checkStore')
      await using root = await openRoot(store)
      for (const group of neighbours) await moveAway(root, group, place, options)
      await options.onStep?.('syncMove')
      for (const folder of [...neighbours.map(({ folder }) => folder), dirname(dirname(place)), dirname(place), place]) {
        await syncPlace(root, folder)
      }
      const removed = await removeCondemned(root, place, options)
      await options.onStep?.('finish')
      await clearPlace(root, place)
      return removed
    })
  })
}

/** {@link removeObjects} for one. */
export function removeObject(store: StorePlace, target: RemovalTarget, options: RemovalOptions): Promise<Result<Removed>> {
  return removeObjects(store, [target], options)
}

async function syncPlace(root: OpenFolder, place: string): Promise<void> {
  await using folder = await openPlace(root, place)
  await folder?.sync()
}

/** That the folder's own names are gone, on disk, is enough: then nothing leads to what was below them. */
async function removeCondemned(root: OpenFolder, place: string, { onStep, onProgress }: RemovalOptions): Promise<Removed> {
  const removed = { entries: 0, bytes: 0 }
  await using folder = await openPlace(root, place)
  if (folder === undefined) return removed
  await using quiet = new QuietThread()
  await emptyFolder(folder, { removed, quiet, beforeSlice: () => onStep?.('remove'), afterSlice: onProgress })
  await onStep?.('syncRemoval')
  await folder.sync()
  return removed
}

/** Removes `<operation id>` and `purge` in `tmp/` unless somebody else has put something into them. */
async function clearPlace(root: OpenFolder, place: string): Promise<void> {
  const parent = dirname(place)
  {
    await using folder = await openPlace(root, parent)
    await folder?.removeFolder(basename(place))
  }
  await using temporary = await openPlace(root, dirname(parent))
  await temporary?.removeFolder(basename(parent))
}
