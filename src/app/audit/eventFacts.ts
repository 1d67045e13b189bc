import type { Activity } from '../contract/activity.ts'

/** Where facts lie in the details of an event, with what a reader calls them. */
const labels: readonly (readonly [path: string, label: string])[] = [
  ['reason', 'Reason'],
  ['entry.reason', 'Reason'],
  ['hold.reason', 'Reason'],
  ['because', 'Because'],
  ['version.number', 'Version'],
  ['version.parentNumber', 'From version'],
  ['target', 'To version'],
  ['entry.root.numbers', 'Versions'],
  ['hold.version', 'Version'],
  ['name', 'Name'],
  ['newName', 'New name'],
  ['role', 'Role'],
  ['from', 'From'],
  ['to', 'To'],
  ['value', 'Value'],
  ['retentionDays', 'Days in Trash'],
  ['daysBefore', 'Days before'],
  ['planHash', 'Plan'],
  ['version.resultId', 'Result'],
  ['operation.id', 'Operation'],
  ['entry.id', 'Trash entry'],
  ['purgeId', 'Purge'],
]

function at(details: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined), details)
}

function words(value: unknown): string {
  if (Array.isArray(value)) return value.filter((each) => typeof each !== 'object').join(', ')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** What the details of an event say beside its words, each fact once. */
export function eventFacts(details: Readonly<Record<string, unknown>>): Activity['facts'] {
  const facts = new Map<string, string>()
  for (const [path, label] of labels) {
    const value = words(at(details, path))
    if (value !== '' && !facts.has(label)) facts.set(label, value)
  }
  const told = at(details, 'toldUserIds')
  if (Array.isArray(told)) facts.set('Told', told.length === 1 ? 'its owner' : `${told.length} users`)
  return [...facts].map(([label, value]) => ({ label, value }))
}
