import { sql } from 'kysely'
import { addItems } from './loadItems.ts'
import type { Loading } from './loading.ts'

/** Names that are proposed for what comes back begin with the old name, cut to this where it is longer. */
const commonLength = 40

/**
 * Loads the live items that have the names, or names that begin like them: the rivals of what is made, renamed or comes
 * back, and of the names that would be proposed instead.
 */
export async function loadRivals(loading: Loading, names: readonly string[], itemIds: readonly string[]): Promise<void> {
  const { transaction, items, entries } = loading
  const returning = [...entries.values()].flatMap(({ root, sweptIds }) => (root.kind === 'item' ? [root.itemId, ...sweptIds] : []))
  const wanted = new Set([...names, ...[...itemIds, ...returning].flatMap((id) => items.get(id)?.name ?? [])])
  const ids: string[] = []
  for (const name of wanted) {
    const start = [...name].slice(0, commonLength).join('')
    for (const table of ['projects', 'runs', 'samples', 'analyses'] as const) {
      const rows = await transaction
        .selectFrom(table)
        .select('id')
        .where('place', '=', 'live')
        .where(sql<boolean>`substr(name, 1, ${[...start].length}) = ${start}`)
        .execute()
      ids.push(...rows.map(({ id }) => id))
    }
  }
  await addItems(loading, ids)
}
