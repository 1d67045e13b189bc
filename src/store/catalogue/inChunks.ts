/** What one statement binds at most: SQLite 32,766 values, PostgreSQL 65,535. */
const valuesPerStatement = 10_000

/** The rows of a query over many ids, some ids a statement. */
export async function inChunks<Row>(ids: Iterable<string>, query: (chunk: readonly string[]) => Promise<readonly Row[]>): Promise<Row[]> {
  const all = [...ids]
  const rows: Row[] = []
  for (let first = 0; first < all.length; first += valuesPerStatement) {
    rows.push(...(await query(all.slice(first, first + valuesPerStatement))))
  }
  return rows
}
