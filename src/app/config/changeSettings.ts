import { parse, parseDocument, YAMLError } from 'yaml'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'

function invalid(message: string): Result<never> {
  return failure(makeFault('config.change', message, { hint: 'Write it as KEY=VALUE, such as source_association.radius=15.' }))
}

function valueOf(text: string): Result<unknown> {
  try {
    return success(parse(text))
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error
    return invalid(`Expected a value of YAML, found ${text}.`)
  }
}

/**
 * Changes settings in the text of a configuration; everything else of it, comments too, stays.
 *
 * @param changes dotted key and value as YAML; what they mean is checked when the configuration is validated
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
    document.setIn(path, value.value)
  }
  return success(document.toString({ lineWidth: 0 }))
}
