import { expect, test } from 'vitest'
import { safeTarget } from './safeTarget.ts'

test.each(['/runs', '/runs?q=lmc&sort=-name', '/runs/a%2Fb#versions'])('leads to a page of the site: %s', (path) => {
  expect(safeTarget(path)).toBe(path)
})

test.each([
  undefined,
  '',
  'runs',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/./\n/evil.example',
  '/a/..//evil.example',
  'javascript:alert(1)',
  '/..//evil.example',
])('leads home instead of elsewhere: %j', (path) => {
  expect(safeTarget(path)).toBe('/')
})
