import { isAbsolute, resolve } from 'node:path'
import { parseDocument, visit } from 'yaml'

/**
 * The text of a configuration with every relative input path made absolute, comments and layout kept, so that it means
 * the same in another folder. Text that is no YAML comes back as it is: validation says what is wrong.
 */
export function absoluteInputs(text: string, folder: string): string {
  const document = parseDocument(text)
  if (document.errors.length > 0) return text
  const inputs = document.get('inputs')
  if (typeof inputs !== 'object' || inputs === null) return text
  visit(document, {
    Scalar(key, node, path) {
      const isInput = path.some((ancestor) => ancestor === inputs)
      if (key === 'key' || !isInput || typeof node.value !== 'string') return
      if (!isAbsolute(node.value) && !node.value.startsWith('~')) node.value = resolve(folder, node.value)
    },
  })
  return document.toString({ lineWidth: 0 })
}
