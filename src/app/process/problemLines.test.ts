import { expect, test } from 'vitest'
import type { ConfigProblem } from '../contract/configProblem.ts'
import { problemLines } from './problemLines.ts'

function problem(line: number, hint: string, file = '/a/config.yaml'): ConfigProblem {
  return { severity: 'error', code: 'config.input', message: `expected a file, found nothing (${line})`, hint, file, line, column: 3 }
}

test('a file that was named is not named again, and a hint that several share is said once', () => {
  const problems = [problem(1, 'Correct the path.'), problem(2, 'Correct the path.'), problem(4, 'Move it.', '/b/more.yaml')]
  expect(problemLines(problems, '/a/config.yaml')).toEqual([
    '1:3: error: expected a file, found nothing (1)',
    '2:3: error: expected a file, found nothing (2)',
    '  Correct the path.',
    '/b/more.yaml:4:3: error: expected a file, found nothing (4)',
    '  Move it.',
  ])
  expect(problemLines(problems, null)[0]).toMatch(/^\/a\/config.yaml:1:3: /)
})
