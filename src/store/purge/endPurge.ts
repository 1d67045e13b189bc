import { refuse } from '../../fault/fault.ts'
import { changeTogether } from '../catalogue/changeTogether.ts'
import type { Item, ItemKind } from '../../lifecycle/state.ts'
import { inChunks } from '../catalogue/inChunks.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { endOperation, type Claim } from '../catalogue/operations.ts'
import type { ObjectKind, PurgeObjectRow } from '../catalogue/schema.ts'
import { decideAndSave, type Decided } from '../state/performCommand.ts'
import type { Store } from '../store.ts'
import { removeRemarks, type RemarkTargets } from './remarks.ts'

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

/** The items that this makes tombstones of, and the images that go. */
function goneIn({ before, after }: Decided, image: readonly string[]): RemarkTargets {
  const isGone = ({ id, state }: Item) => state.place === 'purged' && before.items.get(id)?.state.place === 'purging'
  const gone = [...after.items.values()].filter(isGone)
  const of = (kind: ItemKind) => gone.filter((item) => item.kind === kind).map(({ id }) => id)
  return { project: of('project'), run: of('run'), sample: of('sample'), analysis: of('analysis'), image }
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
      // A remark may have come in while it was on its way out.
      beforeSave: (_, decided) => removeRemarks(transaction, goneIn(decided, imageIds)),
      afterSave: () => removeRows(transaction, objects),
    })
    await transaction.updateTable('purges').set({ endedAt, freedBytes }).where('id', '=', purgeId).execute()
    return freedBytes
  })
}
