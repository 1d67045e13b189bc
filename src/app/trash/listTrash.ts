import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { itemsOfEntry, keepersOf } from '../../lifecycle/keepers.ts'
import { madeFrom } from '../../lifecycle/madeFrom.ts'
import { actsAsAdministrator, may, rolesOf } from '../../lifecycle/rights.ts'
import type { Item, State, TrashEntry } from '../../lifecycle/state.ts'
import { knownEntry, knownItem, rootItem } from '../../lifecycle/whereabouts.ts'
import type { TrashEntryRow } from '../../store/catalogue/schema.ts'
import { trashEntries } from '../../store/catalogue/trashEntries.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { purgeStates, type PurgeState } from '../../store/purge/purgeState.ts'
import { trashSizes, type TrashSize } from '../../store/purge/trashSizes.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { loadState } from '../../store/state/loadState.ts'
import { actorOf } from '../actor.ts'
import type { Deleting, TrashItem } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'
import { withUserNames } from '../items/userWords.ts'
import { howFar } from '../purge/showPurge.ts'

const DAY_MS = 86_400_000

interface Listing {
  readonly halley: Halley
  readonly state: State
  readonly users: ReadonlyMap<string, string>
  readonly sizes: ReadonlyMap<string, TrashSize>
  readonly purges: ReadonlyMap<string, PurgeState>
}

/** Whose Trash is listed. */
export interface TrashScope {
  /** What everybody has in it: for administrators. */
  readonly all: boolean
  /** What one user owns of it: for that user, and administrators. */
  readonly ownerId?: string
}

/** Entries of what the user controls by themselves, not with an administrator's power alone; newest first. */
async function entriesSeen({ store, user }: Halley, { all, ownerId }: TrashScope): Promise<readonly TrashEntryRow[]> {
  const rows = await trashEntries(store.catalogue)
  const state = await loadItemsAlone(
    store.catalogue,
    rows.map(({ rootId }) => rootId),
  )
  const actor = actorOf(user)
  return rows.filter(({ rootId }) => {
    const item = knownItem(state, rootId)
    if (all) return true
    if (ownerId !== undefined) return item.ownerId === ownerId
    const roles = rolesOf(state, actor, item)
    return roles.includes('creator') || roles.includes('projectOwner')
  })
}

/** How many things the user has in Trash; what is on its way out is none of them. */
export async function countTrash(halley: Halley): Promise<number> {
  const entries = await entriesSeen(halley, { all: false })
  return entries.filter(({ purgeId }) => purgeId === null).length
}

/** Samples and analyses that stay when their run goes: they own their rows. */
function usedBy({ halley, state }: Listing, root: Item): TrashItem['usedBy'] {
  const actor = actorOf(halley.user)
  const made = root.kind === 'run' ? madeFrom(state, root.id) : []
  return made.filter((item) => may(state, actor, 'read', item) === 'allowed').map(({ kind, id, name }) => ({ kind, id, name }))
}

function contentsOf({ halley, state }: Listing, entry: TrashEntry): TrashItem['contents'] {
  const actor = actorOf(halley.user)
  const items = itemsOfEntry(state, entry).map((id) => knownItem(state, id))
  const others = items.filter((item) => item.id !== rootItem(state, entry).id && may(state, actor, 'restoreFromTrash', item) === 'allowed')
  return others.map(({ kind, id, name }) => ({ kind, id, name }))
}

function deletingOf({ purges }: Listing, { purgeId }: TrashEntry): Deleting | null {
  const purge = purgeId === null ? undefined : purges.get(purgeId)
  return purge ? howFar(purge) : null
}

function sizeOf({ sizes, purges }: Listing, { id, purgeId }: TrashEntry): TrashSize {
  const bytes = purgeId === null ? undefined : purges.get(purgeId)?.bytes
  return bytes === undefined ? (sizes.get(id) ?? { bytes: 0, frees: 0 }) : { bytes, frees: bytes }
}

function homeOf(state: State, root: Item): Pick<TrashItem, 'projectId' | 'projectName' | 'isProjectThere'> {
  if (root.kind === 'project') return { projectId: null, projectName: null, isProjectThere: true }
  const project = knownItem(state, root.projectId)
  return { projectId: project.id, projectName: project.name, isProjectThere: project.state.place === 'live' }
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
    ...homeOf(state, root),
    owner: nameOf(root.ownerId),
    isMine: root.ownerId === halley.user.id,
    isOwnerTold: actsAsAdministrator(state, actorOf(halley.user), root),
    by: nameOf(entry.byUserId),
    atUtc: new Date(entry.atMs).toISOString(),
    reason: entry.reason,
    purgeDueUtc: purgeDueMs === null ? null : new Date(purgeDueMs).toISOString(),
    daysLeft: purgeDueMs === null ? null : Math.max(0, Math.ceil((purgeDueMs - halley.now().getTime()) / DAY_MS)),
    bytes,
    freesBytes: frees,
    contents: contentsOf(listing, entry),
    usedBy: usedBy(listing, root),
    keptBecause: await withUserNames(
      halley,
      keepersOf(state, entry).map(({ words }) => words),
    ),
    deleting: deletingOf(listing, entry),
  }
}

/**
 * What is in the trash, newest first: by default of what the user owns, or what is in a project of theirs.
 *
 * @returns `right.denied` for who asks for that of others and is no administrator
 */
export async function listTrash(halley: Halley, scope: TrashScope): Promise<Result<readonly TrashItem[]>> {
  const { store, user } = halley
  const isOwn = !scope.all && (scope.ownerId ?? user.id) === user.id
  const denied = isOwn ? null : administratorRefusal(actorOf(user), scope.all ? 'The Trash of all' : 'The Trash of another')
  if (denied) return failure(denied)
  const entryIds = (await entriesSeen(halley, scope)).map(({ id }) => id)
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
