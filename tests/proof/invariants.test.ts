import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stateInvariants } from '../../src/lifecycle/invariants/stateInvariants.ts'
import { stepInvariants } from '../../src/lifecycle/invariants/stepInvariants.ts'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'docs/invariants.md'), 'utf8')

test('docs/invariants.md lists I1 to I32, once each and in order, and every law that the rules check', () => {
  const numbers = [...text.matchAll(/^- \*\*(I\d+)\*\* /gm)].map(([, number]) => number)
  expect(numbers).toEqual(Array.from({ length: 32 }, (_, index) => `I${index + 1}`))
  for (const { number } of [...stateInvariants, ...stepInvariants]) expect(numbers).toContain(number)
})

test('every test that docs/invariants.md names exists, and every law has one that is held by now', () => {
  const named = [...text.matchAll(/`([^`]+\.test\.ts)`: “([^”]+)”/g)]
  expect(named.length).toBeGreaterThan(40)
  const missing = named.filter(([, path = '', title = '']) => {
    const file = join(root, path)
    return !existsSync(file) || !readFileSync(file, 'utf8').includes(title)
  })
  expect(missing.map(([words]) => words)).toEqual([])
  const laws = text.split(/^- \*\*(?=I\d+\*\*)/m).slice(1)
  const bare = laws.filter((law) => !law.includes('.test.ts`: “') && !/measured by `bench\/|when the website is there/.test(law))
  expect(bare).toEqual([])
  for (const [, path = ''] of text.matchAll(/`(bench\/[^`]+)`/g)) expect(existsSync(join(root, path)), path).toBe(true)
})
