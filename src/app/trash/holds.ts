import { randomUUID } from 'node:crypto'
import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import type { ItemKind } from '../../lifecycle/state.ts'
import { wordOfWhere, whereabouts } from '../../lifecycle/whereabouts.ts'
import { allHolds } from '../../store/catalogue/holds.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { HoldView } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'
import { performOnItem } from '../items/performOnItem.ts'

export interface HoldRequest {
  readonly itemId: string
  /** One version of a run; null: the whole item. */
  readonly version: number | null
  readonly reason: string
}

/** Keeps something: nothing that contains it is purged, by anybody, until the hold is released. @returns the id of the hold */
export async function addHold(halley: Halley, { itemId, version, reason }: HoldRequest): Promise<Result<string>> {
  const holdId = randomUUID()
  const done = await performOnItem(halley, {
    slice: { itemIds: [itemId] },
    command: { name: 'hold', actor: actorOf(halley.user), itemId, holdId, version, reason },
  })
  return done.ok ? success(holdId) : done
}

/** The holds on what the user may see, oldest first. */
export async function listHolds({ store, user }: Halley): Promise<readonly HoldView[]> {
  const { catalogue } = store
  const holds = await allHolds(catalogue)
  const state = await loadItemsAlone(
    catalogue,
    holds.map(({ itemId }) => itemId),
  )
  const names = await userNames(
    catalogue,
    holds.map(({ byUserId }) => byUserId),
  )
  return holds.flatMap((hold): HoldView[] => {
    const item = state.items.get(hold.itemId)
    if (!item || may(state, actorOf(user), 'read', item) !== 'allowed') return []
    const { id: holdId, itemId, version, byUserId, at: atUtc, reason } = hold
    const where = wordOfWhere[whereabouts(state, item)]
    const mayLift = may(state, actorOf(user), 'release', item, byUserId) === 'allowed'
    const by = names.get(byUserId) ?? byUserId
    return [{ holdId, kind: item.kind, itemId, name: item.name, version, where, by, atUtc, reason, mayLift }]
  })
}

function noHold(name: string): Fault {
  return makeFault('hold.notFound', `${name}: expected the id of a hold, or the name of what is held, found none.`, {
    hint: 'List them: ./halley hold list',
    data: { name },
  })
}

export interface ReleaseRequest {
  readonly kind: ItemKind | null
  /** Id of a hold, or name or id of what it holds. */
  readonly name: string
}

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Ids of holds: of what the user cannot see any more only by the id of the hold itself. */
async function holdIdsOf(halley: Halley, { kind, name }: ReleaseRequest): Promise<readonly string[]> {
  const holds = await listHolds(halley)
  const ofItem = holds.filter((hold) => (kind === null || hold.kind === kind) && [hold.name, hold.itemId].includes(name))
  return ofItem.length === 0 && idForm.test(name) ? [name] : ofItem.map(({ holdId }) => holdId)
}

/** Releases one hold, or every hold on an item. @returns the ids of the holds that were released */
export async function releaseHolds(halley: Halley, request: ReleaseRequest): Promise<Result<readonly string[]>> {
  const holdIds = await holdIdsOf(halley, request)
  if (holdIds.length === 0) return failure(noHold(request.name))
  for (const holdId of holdIds) {
    const command = { name: 'release', actor: actorOf(halley.user), holdId } as const
    const done = await performOnItem(halley, { slice: { holdIds: [holdId] }, command })
    if (!done.ok) return done
  }
  return success(holdIds)
}
