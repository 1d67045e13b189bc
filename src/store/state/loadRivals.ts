import { sql } from 'kysely'
import { inChunks } from '../catalogue/inChunks.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { addItems } from './loadItems.ts'
import type { Loading } from './loading.ts'

const tables = ['projects', 'runs', 'samples', 'analyses'] as const
type NamedTable = (typeof tables)[number]

// As a literal, so that the index of the live names serves.
const live = sql.lit<'live'>('live')

/** Proposed names of runs begin with the old name, cut to this where it is longer. */
const commonLength = 40

/** How all names begin that would be proposed instead of one that is taken. */
function startOfProposals(table: NamedTable, name: string): string {
  if (table !== 'runs') return `${name} `
  return name.length > commonLength ? name.slice(0, commonLength) : `${name}-`
}

function liveNamed(transaction: Catalogue, table: NamedTable, names: readonly string[]) {
  return inChunks(names, (chunk) =>
    transaction.selectFrom(table).select(['id', 'name']).where('place', '=', live).where('name', 'in', chunk).execute(),
  )
}

async function liveBeginning(transaction: Catalogue, table: NamedTable, start: string): Promise<string[]> {
  const end = `${start}\u{10ffff}`
  const rows = await transaction
    .selectFrom(table)
    .select('id')
    .where('place', '=', live)
    .where('name', '>=', start)
    .where('name', '<', end)
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Loads the live items that have the names: the rivals of what is made, renamed or comes back. Where there are any, also
 * those that have names that would be proposed instead.
 */
export async function loadRivals(loading: Loading, names: readonly string[], itemIds: readonly string[]): Promise<void> {
  const { transaction, items, entries } = loading
  const returning = [...entries.values()].flatMap(({ root, sweptIds }) => (root.kind === 'item' ? [root.itemId, ...sweptIds] : []))
  const wanted = [...new Set([...names, ...[...itemIds, ...returning].flatMap((id) => items.get(id)?.name ?? [])])]
  const ids: string[] = []
  for (const table of tables) {
    const rivals = await liveNamed(transaction, table, wanted)
    ids.push(...rivals.map(({ id }) => id))
    for (const name of new Set(rivals.map((rival) => rival.name))) {
      ids.push(...(await liveBeginning(transaction, table, startOfProposals(table, name))))
    }
  }
  await addItems(loading, ids)
}
