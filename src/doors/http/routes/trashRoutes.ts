import type { trashEndpoints } from '../../../app/contract/api/trash.ts'
import type { BegunPurgeView } from '../../../app/contract/trash.ts'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { leaveItem } from '../../../app/items/leaveItem.ts'
import { liveIds } from '../../../app/items/liveIds.ts'
import { withItem } from '../../../app/items/withItem.ts'
import { beginTrashPurge, type Begun } from '../../../app/purge/beginTrashPurge.ts'
import { deletePermanently } from '../../../app/purge/deletePermanently.ts'
import { retryPurge } from '../../../app/purge/retryPurge.ts'
import { showPurge } from '../../../app/purge/showPurge.ts'
import { clearRuns } from '../../../app/trash/clearRuns.ts'
import { findEntry } from '../../../app/trash/findEntry.ts'
import { listHidden } from '../../../app/trash/listHidden.ts'
import { countTrash, listTrash } from '../../../app/trash/listTrash.ts'
import { moveToTrash } from '../../../app/trash/moveToTrash.ts'
import { restoreEntries } from '../../../app/trash/restoreEntries.ts'
import { restoreFromTrash } from '../../../app/trash/restoreFromTrash.ts'
import { trashOwner } from '../../../app/trash/trashOwner.ts'
import { success, type Result } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

function asBegun(begun: Result<Begun>): Result<BegunPurgeView> {
  if (!begun.ok) return begun
  const { purgeId, operationId, planHash } = begun.value
  return success({ purgeId, operationId, planHash })
}

interface Named {
  readonly itemIds: readonly string[]
  readonly companionIds: readonly string[]
}

/** Does something to a selection of live items that the user may see. */
async function withSelection<T>(halley: Halley, named: Named, work: (ids: Named) => Promise<Result<T>>): Promise<Result<T>> {
  const itemIds = await liveIds(halley, null, named.itemIds)
  if (!itemIds.ok) return itemIds
  const companionIds = await liveIds(halley, null, named.companionIds)
  return companionIds.ok ? work({ itemIds: itemIds.value, companionIds: companionIds.value }) : companionIds
}

export const trashRoutes: Routes<typeof trashEndpoints> = {
  listTrash: async ({ halley, query }) => {
    const owner = await trashOwner(halley, query.owner)
    if (!owner.ok) return owner
    const scope = { all: query.scope === 'all', ...(query.owner === undefined ? {} : { ownerId: owner.value.id }) }
    const entries = await listTrash(halley, scope)
    const hidden = query.owner === undefined ? await listHidden(halley) : []
    return entries.ok ? success({ entries: entries.value, hidden }) : entries
  },
  countTrash: async ({ halley }) => success({ count: await countTrash(halley) }),
  moveToTrash: ({ halley, body: { cancel, reason, ...named } }) =>
    withSelection(halley, named, async (ids) => {
      const entries = await moveToTrash(halley, { ...ids, cancel, reason })
      return entries.ok ? success({ entries: entries.value }) : entries
    }),
  clearRuns: async ({ halley, body }) => {
    const runIds = await liveIds(halley, 'run', body.runs)
    if (!runIds.ok) return runIds
    const cleared = await clearRuns(halley, { runIds: runIds.value, reason: body.reason })
    return cleared.ok ? success({ cleared: cleared.value }) : cleared
  },
  restoreEntry: async ({ halley, params, body }) => {
    const target = await findEntry(halley, { kind: null, name: params.entry })
    if (!target.ok) return target
    const into = body.into === null ? null : await findItem(halley, 'project', body.into)
    if (into && !into.ok) return into
    return restoreFromTrash(halley, target.value, { intoProjectId: into?.value.id ?? null, newName: body.name })
  },
  restoreFromTrash: ({ halley, body }) => restoreEntries(halley, body.orders),
  deletePermanently: ({ halley, body: { cancel, reason, planHash, ...named } }) =>
    withSelection(halley, named, async (ids) => {
      const order = { act: { act: 'trash', ...ids }, confirmedHash: planHash, cancel, reason, detach: true } as const
      const begun = await deletePermanently(halley, order)
      if (!begun.ok) return begun
      if (begun.value === null) throw new Error('What was moved to Trash has no entry there')
      return asBegun(success(begun.value))
    }),
  purgeEntries: async ({ halley, body: { entryIds, planHash, reason } }) =>
    asBegun(await beginTrashPurge(halley, { act: { act: 'purge', entryIds }, confirmedHash: planHash, reason, detach: true })),
  emptyTrash: async ({ halley, body: { owner: name, planHash, reason } }) => {
    const owner = await trashOwner(halley, name)
    if (!owner.ok) return owner
    const act = { act: 'empty', ownerId: owner.value.id } as const
    return asBegun(await beginTrashPurge(halley, { act, confirmedHash: planHash, reason, detach: true }))
  },
  showPurge: ({ halley, params }) => showPurge(halley, params.purge),
  retryPurge: ({ halley, params }) => retryPurge(halley, params.purge),
  leaveItem: ({ halley, params }) => withItem(halley, params.item, ({ id }) => leaveItem(halley, id)),
}
