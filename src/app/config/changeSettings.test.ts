import { expect, test } from 'vitest'
import { changeSettings } from './changeSettings.ts'

const text = `# mine
source_association:
  method: basic # not advanced
  radius: 10
new_sources:
`

function said(...changes: readonly (readonly [string, string])[]): string {
  const changed = changeSettings(text, changes)
  return changed.ok ? changed.value : `${changed.fault.message} ${changed.fault.hint}`
}

test('changes a setting and leaves everything else, comments too', () => {
  expect(said(['source_association.radius', '15'])).toBe(text.replace('radius: 10', 'radius: 15'))
  expect(said(['new_sources.min_sigma', '4'], ['variability.pair_metrics', 'false'])).toBe(
    text.replace('new_sources:', 'new_sources:\n  min_sigma: 4\nvariability:\n  pair_metrics: false'),
  )
  expect(said()).toBe(text)
})

test('refuses a key that there is not, and a value that it does not take, with the way out', () => {
  expect(said(['source_association.radios', '15'])).toContain('Did you mean radius?')
  expect(said(['radius', '15'])).toContain('Move it to source_association.radius.')
  expect(said(['source_association.radius', ''])).toContain('source_association.radius: expected')
  expect(said(['source_association.radius', '[1'])).toContain('Expected a value of YAML')
  expect(said(['source_association.radius.arcsec', '1'])).toContain('found the value 10')
  expect(said(['source_association.', '1'])).toContain('Expected a dotted key')
})

test('does not refuse for what was wrong before', () => {
  const changed = changeSettings('nonsense: 1\n', [['source_association.radius', '15']])
  expect(changed).toMatchObject({ ok: true, value: 'nonsense: 1\nsource_association:\n  radius: 15\n' })
})
