import { settleResult, success, type Result } from '../../fault/fault.ts'
import type { Claim } from '../catalogue/operations.ts'
import type { PurgeObjectRow } from '../catalogue/schema.ts'
import type { RemovalStep } from '../removal/removalStep.ts'
import type { RemovalTarget } from '../removal/removalTarget.ts'
import { removeObjects } from '../removal/removeObjects.ts'
import type { Store } from '../store.ts'
import { clearImageViews, healViewOf } from '../views/healViews.ts'
import { endPurge } from './endPurge.ts'

/** The steps of the second phase in their order; those of the removal come again for each batch of folders. */
export type PurgeStep = 'clearViews' | RemovalStep | 'markRemoved' | 'end'

export interface PurgeProgress {
  readonly removedFiles: number
  readonly files: number
}

export interface RemovePurgedOptions {
  /** Called before each step. */
  readonly onStep?: (step: PurgeStep) => void | Promise<void>
  readonly onProgress?: (progress: PurgeProgress) => void
  /** Thrown out of the removal, as a `Refusal`, when the work is to stop. */
  readonly checkStop?: () => void
  readonly now: () => Date
}

/** Many at a time, for each call syncs the same folders; few enough to see how far it is. */
const foldersPerBatch = 256

function targetOf({ kind, objectId, runId }: PurgeObjectRow): RemovalTarget {
  if (kind !== 'result') return { kind, id: objectId }
  if (runId === null) throw new Error(`Result ${objectId} is to be purged from no run`)
  return { kind, runId, resultId: objectId }
}

function sumOfFiles(rows: readonly PurgeObjectRow[]): number {
  return rows.reduce((sum, { files }) => sum + files, 0)
}

/** Nothing leads any more to what goes. */
async function clearViews(store: Store, purgeId: string): Promise<void> {
  const runs = await store.catalogue
    .selectFrom('purgeObjects')
    .select('objectId')
    .where('purgeId', '=', purgeId)
    .where('kind', '=', 'run')
    .execute()
  for (const { objectId } of runs) await healViewOf(store, objectId)
  const images = await store.catalogue.selectFrom('images').select(['id', 'folder']).where('purgeId', '=', purgeId).execute()
  clearImageViews(store, images)
}

/** Removes what is left of the folders, batch by batch, and marks each that is gone. */
async function removeFolders(store: Store, purgeId: string, options: RemovePurgedOptions): Promise<Result<void>> {
  const { onStep, onProgress, checkStop, now } = options
  const { catalogue } = store
  const rows = await catalogue.selectFrom('purgeObjects').selectAll().where('purgeId', '=', purgeId).orderBy('position').execute()
  const files = sumOfFiles(rows)
  const left = rows.filter(({ removedAt }) => removedAt === null)
  let removedFiles = files - sumOfFiles(left)
  for (let first = 0; first < left.length; first += foldersPerBatch) {
    const batch = left.slice(first, first + foldersPerBatch)
    const report = ({ entries }: { readonly entries: number }) => {
      checkStop?.()
      onProgress?.({ removedFiles: Math.min(removedFiles + entries, files), files })
    }
    checkStop?.()
    // What earlier attempts have moved lies under the id of the purge, which all of them share.
    const removed = await removeObjects(store, batch.map(targetOf), { operationId: purgeId, onProgress: report, ...(onStep && { onStep }) })
    if (!removed.ok) return removed
    await onStep?.('markRemoved')
    await markRemoved(store, purgeId, batch, now().toISOString())
    removedFiles += sumOfFiles(batch)
    onProgress?.({ removedFiles, files })
  }
  return success(undefined)
}

/** Positions of a batch follow each other, but for what an earlier attempt has marked. */
async function markRemoved({ catalogue }: Store, purgeId: string, batch: readonly PurgeObjectRow[], removedAt: string): Promise<void> {
  await catalogue
    .updateTable('purgeObjects')
    .set({ removedAt })
    .where('purgeId', '=', purgeId)
    .where('position', '>=', batch[0]?.position ?? 0)
    .where('position', '<=', batch.at(-1)?.position ?? -1)
    .where('removedAt', 'is', null)
    .execute()
}

/**
 * The second phase of a purge: removes every folder that is written down for it, then ends it and the operation of the
 * claim. Each step can be repeated, and everything that an earlier attempt has done is done: whoever has the claim goes on.
 *
 * @returns bytes that came free; the faults of the removal, after which everything that is not gone is still written
 * down; `purge.superseded` where the claim was lost: somebody else goes on
 */
export function removePurged(store: Store, claim: Claim, purgeId: string, options: RemovePurgedOptions): Promise<Result<number>> {
  return settleResult(async () => {
    await options.onStep?.('clearViews')
    await clearViews(store, purgeId)
    const removed = await removeFolders(store, purgeId, options)
    if (!removed.ok) return removed
    await options.onStep?.('end')
    return success(await endPurge(store, claim, purgeId, options.now()))
  })
}
