import { success, type Result } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import type { ItemKind, State } from '../../lifecycle/state.ts'
import type { TombstoneRow } from '../../store/catalogue/schema.ts'
import { findTombstones } from '../../store/catalogue/tombstones.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Tombstone } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'

export interface DeletedFilter {
  /** A part of the name, in any case; null: any. */
  readonly text: string | null
  readonly kind: ItemKind | null
  /** How many at most, newest first. */
  readonly limit: number
}

function countsOf(text: string): Tombstone['counts'] {
  const counts = JSON.parse(text) as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.entries(counts).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
}

/** What is left of an item, with names for the ids. */
export function tombstoneView(row: TombstoneRow, users: ReadonlyMap<string, string>, projectName: string | null): Tombstone {
  const { itemId: id, kind, name, ownerId, purgedBy, purgedAt: atUtc, reason, configurationHash } = row
  const people = { owner: users.get(ownerId) ?? ownerId, by: users.get(purgedBy) ?? purgedBy }
  return {
    id,
    kind,
    name,
    projectName,
    ...people,
    atUtc,
    reason,
    counts: countsOf(row.counts),
    hasConfiguration: configurationHash !== null,
  }
}

/** The project that something was in, where the user may still see it. */
export function projectNameOf({ user }: Halley, state: State, { projectId }: TombstoneRow): string | null {
  const project = projectId === null ? undefined : state.items.get(projectId)
  return project && may(state, actorOf(user), 'read', project) === 'allowed' ? project.name : null
}

/** What was deleted permanently of what the user controlled, newest first, and how many there are in all. */
export async function listDeleted(
  halley: Halley,
  { text, kind, limit }: DeletedFilter,
): Promise<Result<{ readonly deleted: readonly Tombstone[]; readonly total: number }>> {
  const { catalogue } = halley.store
  const rows = await findTombstones(catalogue, { text, kind })
  const state = await loadItemsAlone(
    catalogue,
    rows.map(({ itemId }) => itemId),
  )
  const actor = actorOf(halley.user)
  const seen = rows.filter(({ itemId }) => {
    const item = state.items.get(itemId)
    return item && may(state, actor, 'read', item) === 'allowed'
  })
  const shown = seen.slice(0, limit)
  const users = await userNames(
    catalogue,
    shown.flatMap(({ ownerId, purgedBy }) => [ownerId, purgedBy]),
  )
  return success({ deleted: shown.map((row) => tombstoneView(row, users, projectNameOf(halley, state, row))), total: seen.length })
}
