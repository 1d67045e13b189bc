import type { ItemKind } from '../../lifecycle/state.ts'
import { formatCount } from '../parts/format.ts'

/** What a sentence names. */
export interface Named {
  readonly kind: ItemKind | 'versions'
  readonly name: string
  /** Of versions, their numbers. */
  readonly versions?: readonly number[]
}

const plurals: Readonly<Record<Named['kind'], string>> = {
  project: 'projects',
  run: 'runs',
  sample: 'samples',
  analysis: 'analyses',
  versions: 'items',
}

/** As many as are named before the rest is a number. */
const mostNamed = 20

/** A number of things in words: `1 image`, `2,000 images`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** The same words at the beginning of a sentence. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `a, b and c`. */
export function joined(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('')
}

/** Names in a row: the first of them, and how many more there are, be they too many or not for the reader's eyes. */
export function listed(names: readonly string[], restricted = 0): string {
  const shown = names.slice(0, mostNamed)
  const rest = names.length - shown.length
  const more = rest > 0 ? [`${formatCount(rest)} more`] : []
  const unseen = restricted > 0 ? [`${formatCount(restricted)} that you may not see`] : []
  return joined([...shown, ...more, ...unseen])
}

/** One thing as sentences name it: `run lmc`, `version 2 of run lmc`. */
export function thing({ kind, name, versions = [] }: Named): string {
  if (kind !== 'versions') return `${kind} ${name}`
  return `${versions.length === 1 ? 'version' : 'versions'} ${joined(versions.map(String))} of run ${name}`
}

/** One thing by its name, several by their number: `run lmc`, `3 runs`, `4 items`. */
export function things(items: readonly Named[]): string {
  const [first] = items
  if (!first) return 'nothing'
  if (items.length === 1) return thing(first)
  const isOneKind = items.every(({ kind }) => kind === first.kind)
  return `${formatCount(items.length)} ${isOneKind ? plurals[first.kind] : 'items'}`
}

/** `was` for one thing, `were` for several. */
export function wasOrWere(items: readonly Named[]): string {
  const [first] = items
  const isOne = items.length === 1 && (first?.kind !== 'versions' || first.versions?.length === 1)
  return isOne ? 'was' : 'were'
}
