import { expect, test } from 'vitest'
import { runNameFault } from '../runs/runName.ts'
import { halleyNames } from './runNames.ts'

test('names that runs can have here stay, the others are made valid, and no two are the same', () => {
  const long = 'x'.repeat(64)
  const names = [
    'lmc',
    'lmc-2',
    'deep,2',
    'deep;2',
    'café',
    '-lead',
    '.hidden',
    'images',
    '日本',
    '',
    long,
    `${long.slice(1)}é`,
    `${long.slice(1)}è`,
  ]
  const made = halleyNames(names)
  expect(made.slice(0, 8)).toEqual(['lmc', 'lmc-2', 'deep_2', 'deep_2_2', 'caf_', '_lead', '_hidden', 'images_run'])
  for (const name of made) expect(runNameFault(name)).toBeNull()
  expect(new Set(made).size).toBe(names.length)
})
