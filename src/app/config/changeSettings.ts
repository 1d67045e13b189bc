import { isScalar, parse, parseDocument, YAMLError, type Document } from 'yaml'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { parseYaml } from '../../formats/yaml/document.ts'
import type { ConfigProblem } from '../contract/configProblem.ts'
import { ProblemList } from './problemList.ts'
import { readSettings } from './readSettings.ts'

function invalid(message: string, hint = 'Write it as KEY=VALUE, such as source_association.radius=15.'): Result<never> {
  return failure(makeFault('config.change', message, { hint }))
}

function valueOf(text: string): Result<unknown> {
  try {
    return success(parse(text))
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error
    return invalid(`Expected a value of YAML, found ${text}.`)
  }
}

/** What is wrong with the settings of a text; its inputs are left aside. */
function problemsOf(text: string): readonly ConfigProblem[] {
  const problems = new ProblemList('config.yaml')
  const { root } = parseYaml('config.yaml', text)
  if (root?.kind === 'map') readSettings(root, problems)
  return problems.sorted()
}

/** A section that is there without settings becomes one that may have some; a value cannot. */
function makeRoom(document: Document, path: readonly string[]): Result<void> {
  for (let length = 1; length < path.length; length++) {
    const above = path.slice(0, length)
    const node = document.getIn(above, true)
    if (!isScalar(node)) continue
    if (node.value !== null) return invalid(`Expected settings below ${above.join('.')}, found the value ${JSON.stringify(node.value)}.`)
    document.deleteIn(above)
  }
  return success(undefined)
}

/**
 * Changes settings in the text of a configuration; everything else of it, comments too, stays.
 *
 * @param changes dotted key and value as YAML
 * @returns `config.change` for a key that there is not, or a value that it does not take; what was wrong before is no reason
 */
export function changeSettings(text: string, changes: readonly (readonly [key: string, value: string])[]): Result<string> {
  if (changes.length === 0) return success(text)
  const document = parseDocument(text, { keepSourceTokens: true })
  if (document.errors[0]) return invalid(`The configuration is no valid YAML: ${document.errors[0].message}`)
  for (const [key, valueText] of changes) {
    const path = key.split('.')
    if (path.some((part) => part === '')) return invalid(`Expected a dotted key, found "${key}".`)
    const value = valueOf(valueText)
    if (!value.ok) return value
    const room = makeRoom(document, path)
    if (!room.ok) return room
    document.setIn(path, value.value)
  }
  const changed = document.toString({ lineWidth: 0 })
  const before = new Set(problemsOf(text).map(({ message }) => message))
  const problem = problemsOf(changed).find(({ message }) => !before.has(message))
  return problem ? invalid(problem.message, problem.hint) : success(changed)
}
