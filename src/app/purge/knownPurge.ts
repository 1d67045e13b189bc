import { refuse } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { PurgeRow } from '../../store/catalogue/schema.ts'
import { trashEntries } from '../../store/catalogue/trashEntries.ts'
import { tombstonesOfPurges } from '../../store/catalogue/tombstones.ts'
import { findPurge } from '../../store/purge/purges.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/** A purge, for who asked for it and who controlled what it takes. @throws `Refusal` with `item.notFound` for others */
export async function knownPurge(catalogue: Catalogue, { user }: Halley, purgeId: string): Promise<PurgeRow> {
  const actor = actorOf(user)
  const purge = await findPurge(catalogue, purgeId)
  const taken = await tombstonesOfPurges(catalogue, [purgeId])
  const entries = (await trashEntries(catalogue)).filter((entry) => entry.purgeId === purgeId)
  const state = await loadItemsAlone(catalogue, [...taken.map(({ itemId }) => itemId), ...entries.map(({ rootId }) => rootId)])
  const roots = [...state.items.values()].filter(
    ({ id }) => taken.some(({ itemId }) => itemId === id) || entries.some(({ rootId }) => rootId === id),
  )
  const isTheirs = roots.some((item) => may(state, { ...actor, scopes: null }, 'purge', item) === 'allowed')
  if (purge && (isTheirs || purge.byUserId === user.id || actor.isAdministrator)) return purge
  return refuse('item.notFound', 'Expected a deletion that you may see, found none.', {
    hint: 'Look at what is in Trash, and at what was deleted.',
    data: { purgeId },
  })
}
