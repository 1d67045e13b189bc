import type { ItemKind } from '../../lifecycle/state.ts'
import type { Catalogue } from './openCatalogue.ts'

const tables = { project: 'projects', run: 'runs', sample: 'samples', analysis: 'analyses' } as const satisfies Record<ItemKind, string>

/** Writes down what an item is for. */
export async function saveDescription(transaction: Catalogue, kind: ItemKind, id: string, description: string): Promise<void> {
  await transaction
    .updateTable(tables[kind] as 'projects')
    .set({ description })
    .where('id', '=', id)
    .execute()
}
