import { DatabaseSync } from 'node:sqlite'

type Row = Readonly<Record<string, string | number | null>>

/** The tables of a database, those that others lead to first. */
function tablesInOrder(database: DatabaseSync): string[] {
  const names = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    .all()
    .map(({ name }) => String(name))
  const order: string[] = []
  const visit = (name: string, way: readonly string[]) => {
    if (order.includes(name) || way.includes(name)) return
    const parents = database.prepare(`pragma foreign_key_list("${name}")`).all()
    for (const { table } of parents) visit(String(table), [...way, name])
    order.push(name)
  }
  for (const name of names) visit(name, [])
  return order
}

function literal(value: Row[string]): string {
  if (value === null) return 'null'
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}

/** The rows of a catalogue as plain SQL that SQLite and PostgreSQL both take. */
export function dumpCatalogue(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const statements = tablesInOrder(database).flatMap((table) =>
      (database.prepare(`select * from "${table}" order by rowid`).all() as Row[]).map((row) => {
        const names = Object.keys(row).map((name) => `"${name}"`)
        return `insert into "${table}" (${names.join(', ')}) values (${Object.values(row).map(literal).join(', ')});`
      }),
    )
    return `${statements.join('\n')}\n`
  } finally {
    database.close()
  }
}
