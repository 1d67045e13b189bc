import { randomUUID } from 'node:crypto'
import { failure, settle, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { beginPurge, type BegunPurge, type FinalAct } from '../../store/purge/beginPurge.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { named } from '../items/userWords.ts'
import { claimOwnIn } from '../operations/claims.ts'

/** A purge that has begun: nothing of it can come back. */
export interface Begun extends BegunPurge {
  /** Its operation, claimed by this process; null where a worker is to take it. */
  readonly operation: OperationRow | null
}

export interface PurgeOrder {
  readonly act: Exclude<FinalAct, { readonly act: 'release' }>
  /** Of the plan that was shown. */
  readonly confirmedHash: string
  /** Asked for where it is another's: the owner reads it. */
  readonly reason: string
  /** Leave the removal of the files to a worker. */
  readonly detach: boolean
}

/** {@link beginTrashPurge} inside a transaction. `confirmedHash` null: whatever is there now. */
export async function beginIn(
  transaction: Catalogue,
  halley: Halley,
  order: Omit<PurgeOrder, 'confirmedHash'> & { readonly confirmedHash: string | null },
): Promise<Begun> {
  const { detach, ...asked } = order
  const ids = { purgeId: randomUUID(), operationId: randomUUID() }
  const request = { ...asked, ...ids, actor: actorOf(halley.user), nowMs: halley.now().getTime() }
  const begun = await beginPurge(halley.store, transaction, request)
  const turn = detach ? null : await claimOwnIn(transaction, halley, begun.operationId)
  return { ...begun, operation: turn?.kind === 'claimed' ? turn.operation : null }
}

/**
 * The first phase of a purge of what is in the trash: what was confirmed becomes unreachable, in one transaction.
 *
 * @returns `plan.changed` with the new hash and plan where the world is not that of the confirmed plan any more, and
 * then nothing has happened; the other refusals of `purge`
 */
export async function beginTrashPurge(halley: Halley, order: PurgeOrder): Promise<Result<Begun>> {
  const { act } = order
  const isOthers = act.act === 'empty' && act.ownerId !== halley.user.id
  const denied = isOthers ? administratorRefusal(actorOf(halley.user), 'Empty the Trash of another') : null
  if (denied) return failure(denied)
  const begun = await settle(() => changeTogether(halley.store.catalogue, (transaction) => beginIn(transaction, halley, order)))
  return named(halley, begun)
}
