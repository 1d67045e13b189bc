import { expect, test } from 'vitest'
import { nameRefusal, proposedName } from './names.ts'
import { analysis, run, sample, startMs, stateOf } from '../../tests/lifecycle/world.ts'

test('proposes the name with the day on which it came back', () => {
  const mine = sample('s', 'ann', 'lmc', [])
  expect(proposedName(stateOf([mine]), mine, startMs)).toBe('s (restored 2026-01-05)')
})

test('proposes a name for a run that its directory can have, however long the old one', () => {
  expect(proposedName(stateOf([]), run('lmc', 'ann', 'p'), startMs)).toBe('lmc-restored-2026-01-05')
  const proposed = proposedName(stateOf([]), { ...run('r', 'ann', 'p'), name: 'x'.repeat(64) }, startMs)
  expect(proposed).toMatch(/^x+-restored-2026-01-05$/)
  expect(proposed).toHaveLength(64)
})

test('proposes another name where the proposed one is taken', () => {
  const taken = { ...sample('t', 'ann', 'lmc', []), name: 's (restored 2026-01-05)' }
  expect(proposedName(stateOf([taken]), sample('s', 'ann', 'lmc', []), startMs)).toBe('s (restored 2026-01-05, 2)')
})

test('proposes the next number for what is made, renamed or moved', () => {
  const taken = [run('a', 'ann', 'p'), { ...run('b', 'ann', 'p'), name: 'a-2' }, sample('s', 'ann', 'p', [])]
  const proposed = (item: Parameters<typeof nameRefusal>[1]) => nameRefusal(stateOf(taken), item, null)?.data['proposedName']
  expect(proposed({ ...run('x', 'bea', 'q'), name: 'a' })).toBe('a-3')
  expect(proposed({ ...sample('x', 'bea', 'p', []), name: 's' })).toBe('s 2')
  expect(proposedName(stateOf([]), { ...run('r', 'ann', 'p'), name: 'x'.repeat(64) }, null)).toBe(`${'x'.repeat(62)}-2`)
})

test('a run shares no name with any live run, a sample with none of its project, and the trash holds none', () => {
  const state = stateOf([
    run('a', 'ann', 'p'),
    sample('b', 'ann', 'p', []),
    { ...sample('c', 'ann', 'p', []), state: { place: 'trashed', entryId: 'e' } },
  ])
  const code = (item: Parameters<typeof nameRefusal>[1]) => nameRefusal(state, item, startMs)?.code
  expect(code({ ...run('x', 'bea', 'q'), name: 'a' })).toBe('name.taken')
  expect(code({ ...sample('x', 'bea', 'p', []), name: 'b' })).toBe('name.taken')
  expect(code({ ...sample('x', 'bea', 'q', []), name: 'b' })).toBeUndefined()
  expect(code({ ...analysis('x', 'bea', 'p', []), name: 'b' })).toBeUndefined()
  expect(code({ ...sample('x', 'bea', 'p', []), name: 'c' })).toBeUndefined()
  expect(code({ ...sample('x', 'bea', 'p', []), name: ' ' })).toBe('name.empty')
})
