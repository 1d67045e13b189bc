/** What one statement binds at most: SQLite 32,766 values, PostgreSQL 65,535. */
const valuesPerStatement = 10_000

/** The rows of a query over many ids, some ids a statement. */
export async function inChunks<Row>(ids: Iterable<string>, query: (chunk: readonly string[]) => Promise<readonly Row[]>): Promise<Row[]> {
  const all = [...ids]
  const rows: Row[] = []
  for (let first = 0; first < all.length; first += valuesPerStatement) {
    // One by one: a call takes some ten thousand arguments at most.
    for (const row of await query(all.slice(first, first + valuesPerStatement))) rows.push(row)
  }
  return rows
}
