import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { statisticsDefinitions } from '../../src/web/words/statisticsDefinitions.ts'

test('every formula that the site shows stands in the documentation of the science', () => {
  const documented = readFileSync('docs/science.md', 'utf8').replaceAll(/\s+/g, ' ')
  for (const { formula } of statisticsDefinitions) if (formula) expect(documented).toContain(formula)
})
