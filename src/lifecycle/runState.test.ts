import { expect, test } from 'vitest'
import { wordsOfRun, type RunState } from './runState.ts'

const operation = { id: 'op', attempt: 1, makes: 'process', imageIds: [] } as const

test('says what a run is doing and which version it shows meanwhile', () => {
  expect(wordsOfRun({ place: 'live', work: 'initialised', head: null })).toBe('Initialised')
  expect(wordsOfRun({ place: 'live', work: 'running', head: null, operation })).toBe('Running')
  expect(wordsOfRun({ place: 'live', work: 'running', head: 2, operation })).toBe('Running, version 2 is shown')
  expect(wordsOfRun({ place: 'live', work: 'failed', head: 2 })).toBe('Error in the last processing, version 2 is shown')
  expect(wordsOfRun({ place: 'live', work: 'completed', head: 3 })).toBe('Completed, version 3')
  expect(wordsOfRun({ place: 'trashed', entryId: 'e', work: 'completed', head: 3 })).toBe('In trash')
  expect(wordsOfRun({ place: 'purging', entryId: 'e', work: 'completed', head: 3 })).toBe('Deleting')
  expect(wordsOfRun({ place: 'purged' })).toBe('Deleted')
})

test('has no value for what cannot be', () => {
  // @ts-expect-error A run in the trash is not at work.
  const busyInTrash: RunState = { place: 'trashed', entryId: 'e', work: 'running', head: 1, operation }
  // @ts-expect-error What is completed shows a version.
  const completedWithout: RunState = { place: 'live', work: 'completed', head: null }
  // @ts-expect-error What was never processed shows none.
  const initialisedWith: RunState = { place: 'live', work: 'initialised', head: 1 }
  // @ts-expect-error What is in the trash is in an entry.
  const withoutEntry: RunState = { place: 'trashed', work: 'completed', head: 1 }
  // @ts-expect-error A tombstone does nothing.
  const workingTombstone: RunState = { place: 'purged', work: 'completed', head: 1 }
  expect([busyInTrash, completedWithout, initialisedWith, withoutEntry, workingTombstone]).toHaveLength(5)
})
