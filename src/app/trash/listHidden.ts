import type { Item, State } from '../../lifecycle/state.ts'
import { whereabouts } from '../../lifecycle/whereabouts.ts'
import { hiddenItemIds } from '../../store/catalogue/hiddenItems.ts'
import { entriesNamed } from '../../store/catalogue/trashEntries.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import type { HiddenItem } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'

interface Hidden {
  readonly item: Item
  readonly project: Item
  readonly entryId: string
}

function hiddenBy(state: State, userId: string, id: string): Hidden[] {
  const item = state.items.get(id)
  if (!item || item.kind === 'project' || whereabouts(state, item) !== 'hidden') return []
  const project = state.items.get(item.projectId)
  if (!project || project.ownerId === userId || project.state.place !== 'trashed') return []
  return [{ item, project, entryId: project.state.entryId }]
}

/** What the user owns and cannot see any more, for somebody moved its project to Trash: they can take it out alone. */
export async function listHidden({ store: { catalogue }, user }: Halley): Promise<readonly HiddenItem[]> {
  const ids = await hiddenItemIds(catalogue, user.id)
  const state = await loadItemsAlone(catalogue, ids)
  const hidden = ids.flatMap((id) => hiddenBy(state, user.id, id))
  const entryIds = new Set(hidden.map(({ entryId }) => entryId))
  const entries = new Map((await entriesNamed(catalogue, [...entryIds], [])).map((entry) => [entry.id, entry]))
  const names = await userNames(
    catalogue,
    [...entries.values()].map(({ byUserId }) => byUserId),
  )
  return hidden.flatMap(({ item: { id, kind, name }, project, entryId }): HiddenItem[] => {
    const entry = entries.get(entryId)
    if (!entry) return []
    const { byUserId, at: atUtc, purgeDue: purgeDueUtc } = entry
    return [{ id, kind, name, projectName: project.name, by: names.get(byUserId) ?? byUserId, atUtc, purgeDueUtc }]
  })
}
