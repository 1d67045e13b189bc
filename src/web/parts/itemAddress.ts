import type { ItemKind } from '../../lifecycle/state.ts'

const folders: Readonly<Record<ItemKind, string>> = { project: 'projects', run: 'runs', sample: 'samples', analysis: 'analyses' }

/** The address of the page of an item: by its id, which stays when it gets another name. */
export function addressOfItem(kind: ItemKind, id: string): string {
  return `/${folders[kind]}/${encodeURIComponent(id)}`
}
