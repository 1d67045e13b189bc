import { expect, test } from 'vitest'
import { asArgument } from './asArgument.ts'

test('an item stands in a command as a shell reads it back, with its kind where a name alone would mean a run', () => {
  expect(asArgument({ kind: 'run', name: 'lmc-2026' })).toBe('lmc-2026')
  expect(asArgument({ kind: 'project', name: "Bea's LMC" })).toBe(String.raw`--kind project 'Bea'\''s LMC'`)
})
