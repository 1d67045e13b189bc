import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lifecycleParts, withGeneratedParts } from '../../scripts/lifecycleDocs/lifecycleParts.ts'

const page = readFileSync(new URL('../../docs/lifecycle.md', import.meta.url), 'utf8')

test('docs/lifecycle.md shows the rules as they are: else run node scripts/lifecycleDocs/main.ts', () => {
  expect(withGeneratedParts(page)).toBe(page)
})

test.each(Object.keys(lifecycleParts))('docs/lifecycle.md has the part %s', (name) => {
  expect(page).toContain(`<!-- generated: ${name} -->`)
})
