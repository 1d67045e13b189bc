import { expect, test } from 'vitest'
import { judgeSweep, type Sweep } from './sweep.ts'

const DAY_MS = 86_400_000
const nowMs = Date.UTC(2026, 5, 1)
const sweep: Sweep = { leaving: 20, total: 100, liveReferences: 500, imagesLeaving: 10, lastMs: nowMs - DAY_MS }
const because = (more: Partial<Sweep>) => {
  const verdict = judgeSweep({ ...sweep, ...more }, nowMs)
  return verdict.goes ? 'goes' : verdict.because
}

test('goes on with what a day brings', () => {
  expect(judgeSweep(sweep, nowMs)).toEqual({ goes: true })
  expect(because({ leaving: 0, lastMs: null, liveReferences: 0 })).toBe('goes')
})

test('stops above the larger of 20 things and a tenth of all', () => {
  expect(because({ leaving: 21 })).toBe('many')
  expect(because({ leaving: 100, total: 1000 })).toBe('goes')
  expect(because({ leaving: 101, total: 1000 })).toBe('many')
})

test('aborts where no run uses any image, which nobody can release', () => {
  expect(judgeSweep({ ...sweep, liveReferences: 0 }, nowMs)).toMatchObject({ because: 'noReferences', administratorMayRelease: false })
  expect(because({ liveReferences: 0, imagesLeaving: 0 })).toBe('goes')
})

test('purges nothing after a clock went back or forward a year, until an administrator has looked', () => {
  expect(judgeSweep({ ...sweep, lastMs: nowMs + 365 * DAY_MS }, nowMs)).toMatchObject({ because: 'clock', administratorMayRelease: true })
  expect(because({ lastMs: nowMs - 365 * DAY_MS })).toBe('clock')
  expect(because({ lastMs: nowMs - 7 * DAY_MS })).toBe('goes')
})

test('only looks at the clock the first time', () => {
  expect(because({ lastMs: null })).toBe('clock')
})

test('says what it expected and what it found', () => {
  const words = (more: Partial<Sweep>) => {
    const verdict = judgeSweep({ ...sweep, ...more }, nowMs)
    return verdict.goes ? '' : verdict.words
  }
  expect(words({ leaving: 60 })).toBe('Expected at most 20 of 100 to be purged at once, found 60.')
  expect(words({ lastMs: nowMs - 365 * DAY_MS })).toBe(
    'Expected at most 7 days since the last sweep, found 365.0 days: is the clock right?',
  )
})
