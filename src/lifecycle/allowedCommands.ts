import type { CommandName } from './commands.ts'
import { leavableItem } from './decide/decidePeople.ts'
import { fittingRows } from './decide/ground.ts'
import { may, type Actor } from './rights.ts'
import type { Hold, Item, State } from './state.ts'
import { busyRuns, knownEntry, rootItem, title } from './whereabouts.ts'

/** A button: the command, the item it acts on, its label. */
export interface AllowedCommand {
  readonly command: CommandName
  readonly itemId: string
  readonly words: string
}

function isRootOfEntry(state: State, item: Item): boolean {
  return item.state.place === 'trashed' && rootItem(state, knownEntry(state, item.state.entryId)).id === item.id
}

function canBeTrashed(item: Item): boolean {
  return item.kind !== 'project' || item.use === 'ordinary'
}

function liveVersions(item: Item): readonly number[] {
  const versions = item.kind === 'run' ? item.versions : []
  return versions.filter((version) => version.state.place === 'live').map(({ number }) => number)
}

function isShownCompleted(item: Item, number: number): boolean {
  return item.kind === 'run' && item.state.place === 'live' && item.state.work === 'completed' && item.state.head === number
}

/** Finer than the table: what a row allows to the kind, and this one item has no use for. */
const isOffered: Readonly<Partial<Record<CommandName, (state: State, item: Item) => boolean>>> = {
  addImages: (_, item) => item.kind === 'run' && item.state.place === 'live' && item.state.head !== null,
  trash: (state, item) => canBeTrashed(item) && busyRuns(state, item).length === 0,
  cancelAndTrash: (state, item) => canBeTrashed(item) && busyRuns(state, item).length > 0,
  revertVersion: (_, item) => liveVersions(item).some((number) => !isShownCompleted(item, number)),
  trashVersions: (_, item) => liveVersions(item).length > 1,
  unshare: (_, item) => (item.kind === 'project' ? item.members.size : item.grantees.length) > 0,
  restoreFromTrash: isRootOfEntry,
  purge: isRootOfEntry,
  transfer: (_, item) => item.kind !== 'project' || item.use !== 'personal',
  release: (state, item) => holdsOn(state, item).length > 0,
}

function holdsOn(state: State, item: Item): readonly Hold[] {
  return [...state.holds.values()].filter((hold) => hold.itemId === item.id)
}

/** What an actor may do now to an item: its buttons, in the order of the table. Nothing for what they may not see. */
export function allowedCommands(state: State, actor: Actor, item: Item): readonly AllowedCommand[] {
  if (actor.kind !== 'user' || may(state, actor, 'read', item) !== 'allowed') return []
  const buttons: AllowedCommand[] = []
  for (const { command, by, words } of fittingRows(state, item)) {
    if (by === 'worker' || by === 'retention' || isOffered[command]?.(state, item) === false) continue
    const setterId = holdsOn(state, item).find((hold) => hold.byUserId === actor.userId)?.byUserId
    if (may(state, actor, by, item, setterId) !== 'allowed') continue
    const target = command === 'leave' ? leavableItem(state, actor.userId, item) : item
    if (!target) continue
    buttons.push({ command, itemId: target.id, words: target.id === item.id ? words : `${words} ${title(target)}` })
  }
  return buttons
}
