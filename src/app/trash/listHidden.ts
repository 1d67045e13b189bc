import { whereabouts } from '../../lifecycle/whereabouts.ts'
import { hiddenItemIds } from '../../store/catalogue/hiddenItems.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { HiddenItem } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'

/** What the user owns and cannot see any more, for somebody moved its project to Trash: they can take it out alone. */
export async function listHidden({ store, user }: Halley): Promise<readonly HiddenItem[]> {
  const ids = await hiddenItemIds(store.catalogue, user.id)
  const state = await loadState(store.catalogue, { itemIds: ids })
  const hidden = ids.flatMap((id): { item: HiddenItem; byUserId: string }[] => {
    const item = state.items.get(id)
    if (!item || item.kind === 'project' || whereabouts(state, item) !== 'hidden') return []
    const project = state.items.get(item.projectId)
    const entry = project && 'entryId' in project.state ? state.entries.get(project.state.entryId) : undefined
    if (!project || project.ownerId === user.id || !entry || entry.purgeId !== null) return []
    const { purgeDueMs, byUserId, atMs } = entry
    const due = purgeDueMs === null ? null : new Date(purgeDueMs).toISOString()
    const at = new Date(atMs).toISOString()
    return [
      { item: { id, kind: item.kind, name: item.name, projectName: project.name, by: byUserId, atUtc: at, purgeDueUtc: due }, byUserId },
    ]
  })
  const names = await userNames(
    store.catalogue,
    hidden.map(({ byUserId }) => byUserId),
  )
  return hidden.map(({ item, byUserId }) => ({ ...item, by: names.get(byUserId) ?? byUserId }))
}
