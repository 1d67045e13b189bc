import { expect, test } from 'vitest'
import { logLines } from './logLines.ts'

test('a line is known by the byte where it begins, whatever letters stand before it', () => {
  const first = '2026-11-21 14:24:21,001 ingest INFO größer als µJy'
  const second = '2026-11-21 14:24:22,001 ingest ERROR no such file'
  const lines = logLines(`${first}\n${second}\n`, 100)
  expect(lines.map(({ at, level }) => [at, level])).toEqual([
    [100, 'INFO'],
    [100 + new TextEncoder().encode(first).length + 1, 'ERROR'],
  ])
})

test('a line that continues the one before has no level', () => {
  expect(logLines('    at somewhere\n', 0)).toEqual([{ at: 0, text: '    at somewhere', level: null }])
})
