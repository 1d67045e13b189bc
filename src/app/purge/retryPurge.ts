import { Refusal, refuse, settle, type Result } from '../../fault/fault.ts'
import { scopeRefusal } from '../../lifecycle/decide/ground.ts'
import { may } from '../../lifecycle/rights.ts'
import { rootItem } from '../../lifecycle/whereabouts.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findPurge } from '../../store/purge/purges.ts'
import { loadState } from '../../store/state/loadState.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { operationOfPurge } from './performPurge.ts'

/** For who asked for the purge, whoever could have, and administrators. */
async function refuseOthers(transaction: Catalogue, { user }: Halley, purgeId: string): Promise<void> {
  const actor = actorOf(user)
  const lacking = scopeRefusal(actor, 'purge')
  if (lacking) throw new Refusal(lacking)
  const purge = await findPurge(transaction, purgeId)
  const state = await loadState(transaction, { purgeIds: [purgeId] })
  const roots = [...state.entries.values()].filter((entry) => entry.purgeId === purgeId).map((entry) => rootItem(state, entry))
  const isTheirs = roots.some((root) => may(state, actor, 'purge', root) === 'allowed')
  if (purge && (isTheirs || purge.byUserId === user.id || actor.isAdministrator)) return
  refuse('item.notFound', 'Expected a deletion that you may see, found none.', {
    hint: 'Look at what is in Trash: it may be done by now.',
    data: { purgeId },
  })
}

/**
 * Asks a worker to go on with a purge that stopped because something was in its way.
 *
 * @returns its operation, the same however often it is asked for; `purge.ended` where it is done, `item.notFound` for who
 * may not see it
 */
export function retryPurge(halley: Halley, purgeId: string): Promise<Result<{ readonly purgeId: string; readonly operationId: string }>> {
  return settle(() =>
    changeTogether(halley.store.catalogue, async (transaction) => {
      await refuseOthers(transaction, halley, purgeId)
      return { purgeId, operationId: await operationOfPurge(transaction, halley, purgeId) }
    }),
  )
}
