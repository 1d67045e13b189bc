import { isBusy, wordOfPlace, wordOfWork } from './runState.ts'
import type { Item, Member, Run, State, TrashEntry, Version } from './state.ts'

/** Where a user finds an item. `hidden`: itself live, but its project is not. Every item ever made is in exactly one. */
export type Whereabouts = 'live' | 'hidden' | 'trashed' | 'purging' | 'purged'

export function whereabouts(state: State, item: Item): Whereabouts {
  if (item.state.place !== 'live' || item.kind === 'project') return item.state.place
  return state.items.get(item.projectId)?.state.place === 'live' ? 'live' : 'hidden'
}

export const wordOfWhere: Readonly<Record<Whereabouts, string>> = { ...wordOfPlace, hidden: 'In trash with its project' }

/** What a live run is doing, what else is where, in the words of the screen. */
export function statusWord(state: State, item: Item): string {
  const where = whereabouts(state, item)
  if (where === 'live' && item.kind === 'run' && item.state.place === 'live') return wordOfWork[item.state.work]
  return wordOfWhere[where]
}

/** How messages name an item: its kind and its name. */
export function title(item: Item): string {
  return `${item.kind} ${item.name}`
}

/** Live items of a project: what its trash entry hides and its purge removes. Those trashed on their own are not among them. */
export function liveMembers(state: State, projectId: string): readonly Member[] {
  const isMember = (item: Item): item is Member => item.kind !== 'project' && item.projectId === projectId && item.state.place === 'live'
  return [...state.items.values()].filter(isMember)
}

/** The runs at work that go where an item goes: itself, or those of a project. */
export function busyRuns(state: State, item: Item): readonly Run[] {
  const candidates = item.kind === 'project' ? liveMembers(state, item.id) : [item]
  return candidates.filter((each): each is Run => each.kind === 'run' && each.state.place === 'live' && isBusy(each.state))
}

/** The item that a trash entry is about: its root, or the run whose versions it has. */
export function rootItem(state: State, { root }: TrashEntry): Item {
  return knownItem(state, root.kind === 'item' ? root.itemId : root.runId)
}

/** Whether a version's files and images are kept: it is live or in the trash, and so is its run. */
export function isRetained(run: Run, version: Version): boolean {
  const kept = ['live', 'trashed']
  return kept.includes(run.state.place) && kept.includes(version.state.place)
}

/** An item that events or edges name: that it is missing is a bug of the caller. */
export function knownItem(state: State, id: string): Item {
  const item = state.items.get(id)
  if (!item) throw new Error(`No item ${id} in the state that was loaded`)
  return item
}

export function knownRun(state: State, id: string): Run {
  const item = knownItem(state, id)
  if (item.kind !== 'run') throw new Error(`Item ${id} is no run but a ${item.kind}`)
  return item
}

export function knownEntry(state: State, id: string): TrashEntry {
  const entry = state.entries.get(id)
  if (!entry) throw new Error(`No trash entry ${id} in the state that was loaded`)
  return entry
}
