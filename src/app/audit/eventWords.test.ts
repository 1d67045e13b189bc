import { expect, test } from 'vitest'
import { eventWords } from './eventWords.ts'

const nameOf = (id: string) => ({ u1: 'Kim', p1: 'LMC 2026' })[id] ?? null

test.each([
  ['trashed', {}, 'moved to Trash'],
  ['published', { version: { number: 3, restoredFrom: null } }, 'published version 3 of'],
  ['published', { version: { number: 4, restoredFrom: 2 } }, 'restored version 2 as version 4 of'],
  ['queued', { operation: { makes: 'addImages' } }, 'asked to add images to'],
  ['versionsTrashed', { entry: { root: { numbers: [1, 2] } } }, 'moved versions 1, 2 to Trash of'],
  ['shared', { userId: 'u1', role: 'viewer' }, 'gave Kim access (viewer) to'],
  ['moved', { projectId: 'p1' }, 'moved to LMC 2026'],
  ['moved', { projectId: 'of another' }, 'moved to another project'],
  ['retentionSet', { retentionDays: null }, 'set Trash to keep things as long as the server says for'],
  ['retentionSet', { retentionDays: 0 }, 'set Trash to keep things until somebody deletes them for'],
  ['keepVersions', { keepLast: 2 }, 'set to keep the last 2 versions'],
  ['settingChanged', { setting: 'retentionDays', from: 30, to: 90 }, 'changed the days in Trash from 30 to 90 of'],
  ['tokenRevoked', { name: 'notebook' }, 'revoked the token notebook of'],
])('says of %s with %j: %s', (action, details, words) => {
  expect(eventWords({ action, details }, nameOf)).toBe(words)
})

test('spells out what it has no words for', () => {
  expect(eventWords({ action: 'sessionEnded', details: {} }, nameOf)).toBe('session ended')
})
