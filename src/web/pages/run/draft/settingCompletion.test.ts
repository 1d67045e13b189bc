import { expect, test } from 'vitest'
import { offersAt } from './settingCompletion.ts'

const labels = (linesBefore: readonly string[], lineStart: string, taken?: ReadonlySet<string>) =>
  offersAt(linesBefore, lineStart, taken).map(({ label }) => label)

test('at the start of a line the sections are offered, without those that are there', () => {
  expect(labels([], 'so')).toContain('source_association')
  expect(labels([], '', new Set(['source_association']))).not.toContain('source_association')
  expect(labels([], '')).toContain('inputs')
})

test('in a section its settings are offered with their defaults, none that Halley makes no use of', () => {
  const before = ['inputs:', '  image: []', 'source_association:', '  method: basic']
  const offered = offersAt(before, '  rad')
  expect(offered.find(({ label }) => label === 'radius')).toMatchObject({ text: 'radius: 10', detail: '10 arcsec' })
  expect(labels(['processing:'], '  ')).toEqual(['num_workers', 'memory_mb'])
})

test('after a key its values are offered, the default marked', () => {
  expect(labels(['source_association:'], '  method: ')).toEqual(['basic', 'advanced', 'deruiter'])
  expect(offersAt(['source_monitoring:'], '  monitor: t').map(({ label, detail }) => [label, detail])).toEqual([
    ['true', ''],
    ['false', 'default'],
  ])
  expect(labels(['processing:'], '  num_workers: ')).toEqual(['null'])
})

test('in a list of files nothing is offered', () => {
  expect(labels(['inputs:', '  image:'], '    - /data/a')).toEqual([])
})
