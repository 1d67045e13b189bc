import type { YamlValue } from '../../formats/yaml/document.ts'

/** A file that is no configuration reads as one long text. */
const maxQuoted = 80

/** What stands somewhere, for messages that say "found ...". */
export function found(value: YamlValue): string {
  if (value.kind === 'list') return value.items.length === 0 ? 'an empty list' : 'a list'
  if (value.kind === 'map') return value.entries.length === 0 ? 'no keys' : `keys (${value.entries[0].key} ...)`
  if (value.value === null) return 'nothing'
  const text = value.text.length > maxQuoted ? `${value.text.slice(0, maxQuoted)}...` : value.text
  return typeof value.value === 'string' ? `"${text}"` : text
}
