import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import { findConfiguration } from '../../store/catalogue/configurations.ts'
import { lastTombstone } from '../../store/catalogue/tombstones.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { TombstonePage } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'
import { projectNameOf, tombstoneView } from './listDeleted.ts'

/** All that is left of something that was deleted permanently. @returns `item.notFound` for what the user may not see, or is not deleted */
export async function showDeleted(halley: Halley, itemId: string): Promise<Result<TombstonePage>> {
  const { store, user } = halley
  const { catalogue } = store
  const row = await lastTombstone(catalogue, [itemId])
  const state = await loadItemsAlone(catalogue, [itemId])
  const item = state.items.get(itemId)
  if (!row || !item || may(state, actorOf(user), 'read', item) !== 'allowed') {
    const message = 'Expected something that was deleted permanently and that you may see, found nothing.'
    return failure(makeFault('item.notFound', message, { hint: 'Look for it among what was deleted, or in Trash.', data: { itemId } }))
  }
  const users = await userNames(catalogue, [row.ownerId, row.purgedBy])
  const text = row.configurationHash === null ? undefined : await findConfiguration(catalogue, row.configurationHash)
  return success({
    ...tombstoneView(row, users, projectNameOf(halley, state, row)),
    hashes: JSON.parse(row.hashes) as string[],
    configuration: text ?? null,
  })
}
