import { refuse } from '../../fault/fault.ts'
import { changeTogether } from '../catalogue/changeTogether.ts'
import { inChunks } from '../catalogue/inChunks.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { endOperation, type Claim } from '../catalogue/operations.ts'
import type { ObjectKind, PurgeObjectRow } from '../catalogue/schema.ts'
import { decideAndSave } from '../state/performCommand.ts'
import type { Store } from '../store.ts'
import { removeRemarks } from './remarks.ts'

function idsOf(objects: readonly PurgeObjectRow[], kind: ObjectKind): string[] {
  return objects.filter((object) => object.kind === kind).map(({ objectId }) => objectId)
}

/** Rows that told of the files. The rows of results stay, for versions in the history name them. */
async function removeRows(transaction: Catalogue, objects: readonly PurgeObjectRow[]): Promise<void> {
  await inChunks(idsOf(objects, 'result'), async (chunk) => {
    await transaction.deleteFrom('resultFiles').where('resultId', 'in', chunk).execute()
    await transaction.updateTable('results').set({ place: 'purged' }).where('id', 'in', chunk).execute()
    return []
  })
  await inChunks(idsOf(objects, 'sample'), async (chunk) => {
    await transaction.deleteFrom('sampleOrigins').where('sampleId', 'in', chunk).execute()
    return []
  })
  await inChunks(idsOf(objects, 'analysis'), async (chunk) => {
    await transaction.deleteFrom('analysisOrigins').where('analysisId', 'in', chunk).execute()
    return []
  })
}

function refuseSuperseded({ id, attempt }: Claim): never {
  return refuse('purge.superseded', `Purge: expected attempt ${attempt} of operation ${id} to be running, found it ended or taken over.`, {
    hint: 'Somebody else goes on with it: ./halley trash list shows how far it is.',
    data: { operation: id, attempt },
  })
}

/**
 * Ends a purge whose folders are all gone, with its operation, in one transaction: tombstones are left.
 *
 * @returns the bytes that came free
 * @throws `Refusal` with `purge.superseded`
 */
export async function endPurge(store: Store, claim: Claim, purgeId: string, now: Date): Promise<number> {
  return changeTogether(store.catalogue, async (transaction) => {
    const endedAt = now.toISOString()
    const objects = await transaction.selectFrom('purgeObjects').selectAll().where('purgeId', '=', purgeId).execute()
    const freedBytes = objects.reduce((sum, { bytes }) => sum + bytes, 0)
    if (!(await endOperation(transaction, claim, { state: 'completed', error: null, endedAt }))) refuseSuperseded(claim)
    const imageIds = idsOf(objects, 'image')
    await decideAndSave(transaction, {
      slice: { purgeIds: [purgeId] },
      command: { name: 'purgeDone', actor: { kind: 'worker' }, purgeId },
      nowMs: now.getTime(),
      // A remark may have come in while an image was on its way out.
      beforeSave: () => removeRemarks(transaction, { project: [], run: [], sample: [], analysis: [], image: imageIds }),
      afterSave: () => removeRows(transaction, objects),
    })
    await transaction.updateTable('purges').set({ endedAt, freedBytes }).where('id', '=', purgeId).execute()
    return freedBytes
  })
}
