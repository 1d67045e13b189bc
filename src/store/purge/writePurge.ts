import type { LifeEvent } from '../../lifecycle/events.ts'
import { canonicalPlanText } from '../../lifecycle/plans/canonicalPlanText.ts'
import type { ItemKind, State } from '../../lifecycle/state.ts'
import { knownItem } from '../../lifecycle/whereabouts.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { enqueueOperation } from '../catalogue/operations.ts'
import type { Store } from '../store.ts'
import { addPurgeObjects } from './addPurgeObjects.ts'
import { addTombstones } from './addTombstones.ts'
import type { DrawnPlan } from './drawPlan.ts'
import { removeRemarks } from './remarks.ts'

export interface PurgeToWrite extends DrawnPlan {
  readonly event: LifeEvent<'purgeBegan'>
  readonly operationId: string
  readonly reason: string
  /** Before it began. */
  readonly state: State
}

async function addPurge(transaction: Catalogue, { event, operationId, reason, plan }: PurgeToWrite): Promise<void> {
  const { purgeId, planHash, by } = event
  const at = new Date(event.atMs).toISOString()
  const operation = { id: operationId, kind: 'purge', runId: null, actorId: by, createdAt: at, subjectId: purgeId }
  // Whoever began it may be gone: any worker goes on with it.
  await enqueueOperation(transaction, { ...operation, isDetached: 1, request: JSON.stringify({ purgeId }) })
  const texts = { planHash, plan: canonicalPlanText(plan), byUserId: by, reason }
  await transaction
    .insertInto('purges')
    .values({ id: purgeId, operationId, ...texts, beganAt: at, endedAt: null, freedBytes: null })
    .execute()
}

async function removeRemarksOf(transaction: Catalogue, { state, event }: PurgeToWrite): Promise<void> {
  const of = (kind: ItemKind) => event.items.map(({ itemId }) => itemId).filter((id) => knownItem(state, id).kind === kind)
  const targets = { project: of('project'), run: of('run'), sample: of('sample'), analysis: of('analysis'), image: event.imageIds }
  await removeRemarks(transaction, targets)
}

/** Writes down a purge that begins: its operation, every folder that goes, tombstones; what users said about it goes at once. */
export async function writePurge(store: Store, transaction: Catalogue, purge: PurgeToWrite): Promise<void> {
  const { state, sizes, event } = purge
  await addPurge(transaction, purge)
  await addPurgeObjects(transaction, state, sizes, event)
  await addTombstones(store, transaction, state, event)
  await removeRemarksOf(transaction, purge)
}
