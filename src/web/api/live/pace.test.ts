import { expect, test } from 'vitest'
import type { OperationView } from '../../../app/contract/operation.ts'
import { notePace, secondsLeft } from './pace.ts'

function at(stage: string, done: number, endedAt: string | null = null): OperationView {
  const progress = { stage, done, total: 100, lines: [] }
  return { id: 'a', state: endedAt ? 'completed' : 'running', endedAt, progress } as unknown as OperationView
}

test('time left is told from the pace of the stage, once that is known', () => {
  notePace(at('ingest', 0), 0)
  expect(secondsLeft(at('ingest', 0))).toBeNull()
  notePace(at('ingest', 10), 1_000)
  expect(secondsLeft(at('ingest', 10))).toBeNull()
  notePace(at('ingest', 50), 5_000)
  expect(secondsLeft(at('ingest', 50))).toBe(5)
  notePace(at('association', 0), 6_000)
  expect(secondsLeft(at('association', 0))).toBeNull()
  notePace(at('association', 0, 'now'), 7_000)
  expect(secondsLeft(at('ingest', 50))).toBeNull()
})
