import type { Project, State, TrashEntry } from './state.ts'

const DAY_MS = 86_400_000
const noticeDays = [7, 1] as const

/** The days in Trash of what a project holds; 0: until somebody purges it. */
export function retentionDays(state: State, project: Project): number {
  return project.retentionDays ?? state.settings.retentionDays
}

/** When an entry that is made now will be purged; null: never by itself. Later settings do not change it. */
export function purgeDueMs(nowMs: number, days: number): number | null {
  return days > 0 ? nowMs + days * DAY_MS : null
}

export function isDue(entry: TrashEntry, nowMs: number): boolean {
  return entry.purgeId === null && entry.purgeDueMs !== null && entry.purgeDueMs <= nowMs
}

/** The entries that retention would purge now, first due first, ties by id. */
export function dueEntries(state: State, nowMs: number): readonly TrashEntry[] {
  const due = [...state.entries.values()].filter((entry) => isDue(entry, nowMs))
  return due.toSorted((a, b) => (a.purgeDueMs ?? 0) - (b.purgeDueMs ?? 0) || (a.id < b.id ? -1 : 1))
}

/** How many days before the purge its owner is to be told now: 7, 1, or null. Of two that are late, the nearer one counts. */
export function noticeDue(entry: TrashEntry, nowMs: number): number | null {
  const { purgeDueMs: due } = entry
  if (due === null || entry.purgeId !== null) return null
  const reached = noticeDays.filter((days) => due - nowMs <= days * DAY_MS && due - entry.atMs > days * DAY_MS)
  const nearest = reached.at(-1)
  if (nearest === undefined || entry.noticesGiven.some((given) => given <= nearest)) return null
  return nearest
}
