import type { Fault } from '../../fault/fault.ts'
import { makeFault } from '../../fault/fault.ts'
import type { ConfigProblem } from '../contract/configProblem.ts'
import { problemLines } from './problemLines.ts'

/** One refusal that carries every problem of a configuration. */
export function invalidConfig(path: string, problems: readonly ConfigProblem[]): Fault {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const noun = errors === 1 ? 'problem' : 'problems'
  return makeFault(
    'config.invalid',
    `${path}: expected a valid configuration, found ${errors} ${noun}:\n${problemLines(problems, path)
      .map((line) => `  ${line}`)
      .join('\n')}`,
    {
      hint: 'Correct them and process again; nothing was changed.',
      data: { path, problems },
    },
  )
}
