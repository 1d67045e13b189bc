import { Refusal, settle, type Result } from '../../fault/fault.ts'
import { scopeRefusal } from '../../lifecycle/decide/ground.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { operationOfPurge } from './performPurge.ts'
import { knownPurge } from './knownPurge.ts'

/**
 * Asks a worker to go on with a purge that stopped because something was in its way.
 *
 * @returns its operation, the same however often it is asked for; `purge.ended` where it is done, `item.notFound` for who
 * may not see it
 */
export function retryPurge(halley: Halley, purgeId: string): Promise<Result<{ readonly purgeId: string; readonly operationId: string }>> {
  return settle(() =>
    changeTogether(halley.store.catalogue, async (transaction) => {
      const lacking = scopeRefusal(actorOf(halley.user), 'purge')
      if (lacking) throw new Refusal(lacking)
      await knownPurge(transaction, halley, purgeId)
      return { purgeId, operationId: await operationOfPurge(transaction, halley, purgeId) }
    }),
  )
}
