import { expect, test } from 'vitest'
import { titleOfWork, wordsOfTimeLeft } from './workWords.ts'

test('time left is said as roughly as it is known', () => {
  expect([4, 11, 61, 90, 3000, 7200].map(wordsOfTimeLeft)).toEqual([
    'a few seconds left',
    'about 20 s left',
    'about 70 s left',
    'about 2 min left',
    'about 50 min left',
    'about 2 h left',
  ])
})

test('work is named by what it does and to what', () => {
  expect(titleOfWork({ kind: 'process', subject: { id: '1', kind: 'run', name: 'lmc' } })).toBe('Processing lmc')
  expect(titleOfWork({ kind: 'ingest', subject: null })).toBe('Ingesting images')
})
