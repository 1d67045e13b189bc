import { expect, test } from 'vitest'
import type { Changed } from '../../../app/contract/live.ts'
import { isConcerned, type KeptCall } from './concerns.ts'

const run = { kind: 'run', id: '7', name: 'lmc' }
const changed: Changed = { topics: ['run'], items: [run], isWide: false, part: null }

const call = (path: string, params: object = {}): KeptCall => ({ path, given: { params } })

const calls = {
  runs: call('/api/runs'),
  byName: call('/api/runs/:run', { run: 'lmc' }),
  byId: call('/api/runs/:run/versions', { run: '7' }),
  comments: call('/api/runs/:run/comments', { run: '7' }),
  another: call('/api/runs/:run', { run: 'smc' }),
  samples: call('/api/samples'),
  samplesOfRun: call('/api/runs/:run/samples', { run: 'smc' }),
  trash: call('/api/trash'),
  home: call('/api/home'),
  session: call('/api/session'),
}

function concerned(change: Partial<Changed>): readonly string[] {
  return Object.entries(calls).flatMap(([name, kept]) => (isConcerned(kept, { ...changed, ...change }) ? [name] : []))
}

test('a change of a run concerns its lists and what is kept of it, by name or id, and no other run', () => {
  expect(concerned({})).toEqual(['runs', 'byName', 'byId', 'comments', 'home'])
})

test('a change of a part of an item concerns that part and the item itself', () => {
  expect(concerned({ part: 'comments' })).toEqual(['byName', 'comments'])
})

test('a change of many, or of what holds them, concerns all of the kind', () => {
  expect(concerned({ items: [], isWide: true })).toEqual(['runs', 'byName', 'byId', 'comments', 'another', 'samplesOfRun', 'home'])
})

test('a new sample concerns the lists of samples, also those of a run; a change of Trash its list', () => {
  expect(concerned({ topics: ['sample'], items: [] })).toEqual(['samples', 'samplesOfRun', 'home'])
  expect(concerned({ topics: ['trash'], items: [] })).toEqual(['trash', 'home'])
  expect(concerned({ topics: ['settings'], items: [] })).toEqual(['home', 'session'])
})
