import type { ItemKind } from '../../lifecycle/state.ts'

/** An item that a dialog is about. */
export interface ItemRef {
  readonly id: string
  readonly kind: ItemKind
  readonly name: string
}

const plurals: Readonly<Record<ItemKind, string>> = { project: 'projects', run: 'runs', sample: 'samples', analysis: 'analyses' }

/** Items as a sentence names them: `run lmc`, `3 runs`, `4 items`. */
export function wordsOfItems(items: readonly Pick<ItemRef, 'kind' | 'name'>[]): string {
  const [first] = items
  if (!first) return 'nothing'
  if (items.length === 1) return `${first.kind} ${first.name}`
  return `${items.length} ${items.every(({ kind }) => kind === first.kind) ? plurals[first.kind] : 'items'}`
}

/** The same as a sentence begins with it. */
export function asBeginning(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
