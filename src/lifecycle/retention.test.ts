import { expect, test } from 'vitest'
import { dueEntries, noticeDue, purgeDueMs } from './retention.ts'
import type { TrashEntry } from './state.ts'
import { DAY_MS, startMs, stateOf } from '../../tests/lifecycle/world.ts'

function entry(id: string, days: number, more: Partial<TrashEntry> = {}): TrashEntry {
  const made = { sweptIds: [], byUserId: 'ann', reason: '', noticesGiven: [], purgeId: null }
  return { id, root: { kind: 'item', itemId: 'r1' }, atMs: startMs, purgeDueMs: purgeDueMs(startMs, days), ...made, ...more }
}

test('0 days means never', () => {
  expect(purgeDueMs(startMs, 0)).toBeNull()
  const state = stateOf([], { entries: new Map([['e', entry('e', 0)]]) })
  expect(dueEntries(state, startMs + 10_000 * DAY_MS)).toEqual([])
})

test('an entry is due from its time on, first due first, and not while it is being purged', () => {
  const entries = [entry('late', 9), entry('b', 3), entry('a', 3), entry('leaving', 3, { purgeId: 'p' })]
  const state = stateOf([], { entries: new Map(entries.map((each) => [each.id, each])) })
  const due = (days: number, ms: number) => dueEntries(state, startMs + days * DAY_MS + ms).map(({ id }) => id)
  expect(due(3, -1)).toEqual([])
  expect(due(3, 0)).toEqual(['a', 'b'])
  expect(due(9, 0)).toEqual(['a', 'b', 'late'])
})

test.each([
  [8, [], null],
  [7, [], 7],
  [6, [7], null],
  [1, [7], 1],
  [0.5, [7, 1], null],
])('with %d days left and the notices %j given, the owner is to be told: %j', (daysLeft, noticesGiven, due) => {
  expect(noticeDue(entry('e', 30, { noticesGiven }), startMs + (30 - daysLeft) * DAY_MS)).toBe(due)
})

test('of two notices that are late the nearer one is given, and none that the time in Trash is too short for', () => {
  const late = entry('e', 30)
  expect(noticeDue(late, startMs + 29.5 * DAY_MS)).toBe(1)
  expect(noticeDue({ ...late, noticesGiven: [1] }, startMs + 29.5 * DAY_MS)).toBeNull()
  expect(noticeDue(entry('e', 5), startMs + DAY_MS)).toBeNull()
  expect(noticeDue(entry('e', 5), startMs + 4 * DAY_MS)).toBe(1)
})
