import type { YamlValue } from '../../formats/yaml/document.ts'

/** What stands somewhere, for messages that say "found ...". */
export function found(value: YamlValue): string {
  if (value.kind === 'list') return value.items.length === 0 ? 'an empty list' : 'a list'
  if (value.kind === 'map') return value.entries.length === 0 ? 'no keys' : `keys (${value.entries[0].key} ...)`
  if (value.value === null) return 'nothing'
  return typeof value.value === 'string' ? `"${value.text}"` : value.text
}
