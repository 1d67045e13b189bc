import type { Fault, Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { itemsOfEntry, keepersOf } from '../../lifecycle/keepers.ts'
import { may, rolesOf } from '../../lifecycle/rights.ts'
import type { ItemKind, State, TrashEntry } from '../../lifecycle/state.ts'
import { knownEntry, knownItem, rootItem } from '../../lifecycle/whereabouts.ts'
import { trashEntries } from '../../store/catalogue/trashEntries.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { purgeStates, type PurgeState } from '../../store/purge/purgeState.ts'
import { trashSizes, type TrashSize } from '../../store/purge/trashSizes.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { loadState } from '../../store/state/loadState.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { withUserNames } from '../items/userWords.ts'

const DAY_MS = 86_400_000

/** What is on its way out. */
export interface Deleting {
  readonly purgeId: string
  readonly folders: number
  readonly removed: number
  /** Whether nobody is at it just now. */
  readonly isWaiting: boolean
  /** Why it does not go on by itself; null where a worker would take it up. */
  readonly fault: Pick<Fault, 'code' | 'message' | 'hint'> | null
}

/** One entry of the trash: what was deleted by one act, with all that comes back with it. */
export interface TrashItem {
  readonly entryId: string
  readonly kind: ItemKind | 'versions'
  readonly id: string
  readonly name: string
  /** Numbers of versions; empty for an item. */
  readonly versions: readonly number[]
  /** The project that it came from; null for a project. */
  readonly projectName: string | null
  readonly owner: string
  /** Whether Empty Trash takes it. */
  readonly isMine: boolean
  readonly by: string
  /** ISO 8601, UTC. */
  readonly atUtc: string
  readonly reason: string
  readonly purgeDueUtc: string | null
  /** Whole days until then, rounded up; null: never. */
  readonly daysLeft: number | null
  readonly bytes: number
  /** What its purge alone would free now. */
  readonly freesBytes: number
  /** What went with it, as far as the user may see it. */
  readonly contents: readonly { readonly kind: ItemKind; readonly id: string; readonly name: string }[]
  /** Why it cannot be purged now. */
  readonly keptBecause: readonly string[]
  readonly deleting: Deleting | null
}

interface Listing {
  readonly halley: Halley
  readonly state: State
  readonly users: ReadonlyMap<string, string>
  readonly sizes: ReadonlyMap<string, TrashSize>
  readonly purges: ReadonlyMap<string, PurgeState>
}

/** Entries of what the user controls by themselves, not with an administrator's power alone; newest first. */
async function entryIdsSeen(halley: Halley, all: boolean): Promise<string[]> {
  const { catalogue } = halley.store
  const rows = await trashEntries(catalogue)
  const state = await loadItemsAlone(
    catalogue,
    rows.map(({ rootId }) => rootId),
  )
  const actor = actorOf(halley.user)
  const own = rows.filter(({ rootId }) => {
    const roles = rolesOf(state, actor, knownItem(state, rootId))
    return all || roles.includes('creator') || roles.includes('projectOwner')
  })
  return own.map(({ id }) => id)
}

function contentsOf({ halley, state }: Listing, entry: TrashEntry): TrashItem['contents'] {
  const actor = actorOf(halley.user)
  const items = itemsOfEntry(state, entry).map((id) => knownItem(state, id))
  const others = items.filter((item) => item.id !== rootItem(state, entry).id && may(state, actor, 'restoreFromTrash', item) === 'allowed')
  return others.map(({ kind, id, name }) => ({ kind, id, name }))
}

function deletingOf({ purges }: Listing, { purgeId }: TrashEntry): Deleting | null {
  const purge = purgeId === null ? undefined : purges.get(purgeId)
  if (!purge) return null
  const { folders, removed, work, error } = purge
  const isStopped = error !== null && work !== 'queued' && work !== 'running'
  const fault = isStopped ? (JSON.parse(error) as Fault) : null
  const isWaiting = work !== 'running'
  return {
    purgeId: purge.purgeId,
    folders,
    removed,
    isWaiting,
    fault: fault && { code: fault.code, message: fault.message, hint: fault.hint },
  }
}

function sizeOf({ sizes, purges }: Listing, { id, purgeId }: TrashEntry): TrashSize {
  const bytes = purgeId === null ? undefined : purges.get(purgeId)?.bytes
  return bytes === undefined ? (sizes.get(id) ?? { bytes: 0, frees: 0 }) : { bytes, frees: bytes }
}

async function itemOf(listing: Listing, entry: TrashEntry): Promise<TrashItem> {
  const { halley, state, users } = listing
  const root = rootItem(state, entry)
  const nameOf = (id: string) => users.get(id) ?? id
  const { purgeDueMs } = entry
  const { bytes, frees } = sizeOf(listing, entry)
  return {
    entryId: entry.id,
    kind: entry.root.kind === 'versions' ? 'versions' : root.kind,
    id: root.id,
    name: root.name,
    versions: entry.root.kind === 'versions' ? entry.root.numbers : [],
    projectName: root.kind === 'project' ? null : knownItem(state, root.projectId).name,
    owner: nameOf(root.ownerId),
    isMine: root.ownerId === halley.user.id,
    by: nameOf(entry.byUserId),
    atUtc: new Date(entry.atMs).toISOString(),
    reason: entry.reason,
    purgeDueUtc: purgeDueMs === null ? null : new Date(purgeDueMs).toISOString(),
    daysLeft: purgeDueMs === null ? null : Math.max(0, Math.ceil((purgeDueMs - halley.now().getTime()) / DAY_MS)),
    bytes,
    freesBytes: frees,
    contents: contentsOf(listing, entry),
    keptBecause: await withUserNames(
      halley,
      keepersOf(state, entry).map(({ words }) => words),
    ),
    deleting: deletingOf(listing, entry),
  }
}

/**
 * What is in the trash, newest first: of what the user owns, or what is in a project of theirs.
 *
 * @param all what everybody has in it: for administrators
 * @returns `right.denied` for others who ask for all
 */
export async function listTrash(halley: Halley, { all }: { readonly all: boolean }): Promise<Result<readonly TrashItem[]>> {
  const { store, user } = halley
  const denied = all ? administratorRefusal(actorOf(user), 'The Trash of all') : null
  if (denied) return failure(denied)
  const entryIds = await entryIdsSeen(halley, all)
  const state = await loadState(store.catalogue, { entryIds })
  const entries = entryIds.filter((id) => state.entries.has(id)).map((id) => knownEntry(state, id))
  const people = entries.flatMap((entry) => [entry.byUserId, rootItem(state, entry).ownerId])
  const listing: Listing = {
    halley,
    state,
    users: await userNames(store.catalogue, people),
    sizes: await trashSizes(store),
    purges: await purgeStates(
      store.catalogue,
      entries.flatMap(({ purgeId }) => purgeId ?? []),
    ),
  }
  return success(await Promise.all(entries.map((entry) => itemOf(listing, entry))))
}
