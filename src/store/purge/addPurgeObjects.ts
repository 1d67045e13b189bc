import type { Sizes } from '../../lifecycle/plans/plan.ts'
import type { State } from '../../lifecycle/state.ts'
import { knownItem } from '../../lifecycle/whereabouts.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { ObjectKind, PurgeObjectRow } from '../catalogue/schema.ts'
import type { LifeEvent } from '../../lifecycle/events.ts'

const rowsPerStatement = 1000

type Folder = Pick<PurgeObjectRow, 'kind' | 'objectId' | 'runId' | 'files' | 'bytes'>

const none = { files: 0, bytes: 0 }

/** In the order in which they go: what is largest first, the run with its log of it all after its results. */
function foldersOf(state: State, sizes: Sizes, event: LifeEvent<'purgeBegan'>): Folder[] {
  const results = event.resultIds.map((id): Folder => {
    const { files, bytes } = sizes.results.get(id) ?? none
    return { kind: 'result', objectId: id, runId: state.results.get(id)?.runId ?? null, files, bytes }
  })
  const images = event.imageIds.map((id): Folder => {
    const { files, bytes } = sizes.images.get(id) ?? none
    return { kind: 'image', objectId: id, runId: null, files, bytes }
  })
  const items = (kind: ObjectKind): Folder[] => {
    const ids = event.items.map(({ itemId }) => itemId).filter((id) => knownItem(state, id).kind === kind)
    return ids.map((id) => ({ kind, objectId: id, runId: null, ...(sizes.items.get(id) ?? none) }))
  }
  return [...results, ...images, ...items('run'), ...items('sample'), ...items('analysis')]
}

/** Writes down every folder that a purge removes. `state` is that before it began. */
export async function addPurgeObjects(transaction: Catalogue, state: State, sizes: Sizes, event: LifeEvent<'purgeBegan'>): Promise<void> {
  const rows = foldersOf(state, sizes, event).map((folder, position) => ({
    ...folder,
    purgeId: event.purgeId,
    position,
    removedAt: null,
  }))
  for (let first = 0; first < rows.length; first += rowsPerStatement) {
    await transaction
      .insertInto('purgeObjects')
      .values(rows.slice(first, first + rowsPerStatement))
      .execute()
  }
}
