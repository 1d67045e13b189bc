import { refusal, type Refusal } from './refusal.ts'
import type { Item, ItemKind, State } from './state.ts'

const MAX_RUN_NAME = 64

/** The day of a time, UTC, as 2026-01-02. */
export function utcDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10)
}

/**
 * Whether two items may not have one name: both are live, of one kind and, for samples and analyses, in one project. Runs
 * are unlike over the whole store, since their directories stand side by side. The trash holds no names; a project in the
 * trash holds those of its members.
 */
function shareNames(a: Item, b: Item): boolean {
  if (a.id === b.id || a.kind !== b.kind) return false
  if (a.kind === 'project' || a.kind === 'run' || b.kind === 'project') return true
  return a.projectId === b.projectId
}

function isTaken(state: State, item: Item, name: string): boolean {
  for (const other of state.items.values()) {
    if (other.name === name && other.state.place === 'live' && shareNames(item, other)) return true
  }
  return false
}

/** Names of runs are names of directories: no spaces, no brackets, and not too long. */
function endingOf(kind: ItemKind, day: string | null, count: number): string {
  if (day === null) return kind === 'run' ? `-${count + 1}` : ` ${count + 1}`
  const again = count > 1 ? count : null
  if (kind === 'run') return `-restored-${day}${again ? `-${again}` : ''}`
  return ` (restored ${day}${again ? `, ${again}` : ''})`
}

/**
 * A free name for an item whose own is taken.
 *
 * @param backAtMs when it comes back from Trash: `name (restored 2026-01-02)`, for a run `name-restored-2026-01-02`; null
 * for what is made, renamed or moved: `name 2`, for a run `name-2`
 */
export function proposedName(state: State, item: Item, backAtMs: number | null): string {
  const day = backAtMs === null ? null : utcDay(backAtMs)
  for (let count = 1; ; count++) {
    const ending = endingOf(item.kind, day, count)
    const start = item.kind === 'run' ? item.name.slice(0, MAX_RUN_NAME - ending.length) : item.name
    if (!isTaken(state, item, start + ending)) return start + ending
  }
}

/**
 * Why an item, as it will be, may not have its name among the live; null when it may.
 *
 * @param backAtMs when it comes back from Trash; null for what is made, renamed or moved
 */
export function nameRefusal(state: State, item: Item, backAtMs: number | null): Refusal | null {
  if (item.name.trim() === '') {
    return refusal('name.empty', `Expected a name for the ${item.kind}, found none.`, 'Give it a name.')
  }
  if (!isTaken(state, item, item.name)) return null
  const proposed = proposedName(state, item, backAtMs)
  const message = `Expected a free name for the ${item.kind}, found that ${item.name} is taken.`
  return refusal('name.taken', message, 'Choose another name.', {
    itemId: item.id,
    name: item.name,
    proposedName: proposed,
  })
}
