// All of a store as one text a thing: every row of every table, and every file by its content. What a law says stays, stays in these.
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { sql } from 'kysely'
import type { Store } from '../../src/store/store.ts'

const tables = [
  'users projects images image_files runs results versions result_images operations configurations audit tokens members notices settings',
  'result_files image_holders operation_images uses samples analyses sample_origins analysis_origins shares trash_entries trash_swept holds',
  'purges purge_objects tombstones source_anchors measurement_anchors tags comments favourites tag_links',
].flatMap((line) => line.split(' '))

/** Every row, as `table {columns}`. */
export async function allRows({ catalogue }: Store): Promise<string[]> {
  const rows: string[] = []
  for (const table of tables) {
    const found = await sql<object>`select * from ${sql.table(table)}`.execute(catalogue)
    for (const row of found.rows) {
      const columns = Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))
      rows.push(`${table} ${JSON.stringify(Object.fromEntries(columns))}`)
    }
  }
  return rows.toSorted()
}

/** All that a store has of files that keeps nothing: its folders. */
export const emptyFolders = ['analyses', 'catalogues', 'images', 'runs', 'samples'].map((name) => `objects/${name}/`).concat('runs/images/')

/** Every file and link below `objects` and `runs` with a hash of what is in it, and every folder. */
export function allFiles({ paths }: Store): Map<string, { readonly hash: string; readonly bytes: number }> {
  const found = new Map<string, { hash: string; bytes: number }>()
  const look = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      const name = relative(paths.home, path)
      if (entry.isSymbolicLink()) found.set(name, { hash: `-> ${readlinkSync(path)}`, bytes: 0 })
      else if (entry.isDirectory()) {
        found.set(`${name}/`, { hash: 'folder', bytes: 0 })
        look(path)
      } else found.set(name, { hash: createHash('sha256').update(readFileSync(path)).digest('hex'), bytes: lstatSync(path).size })
    }
  }
  look(paths.objects)
  look(paths.views)
  return found
}

function namesOf(all: ReadonlyMap<string, unknown> | readonly string[]): Set<string> {
  return new Set(all instanceof Map ? all.keys() : (all as readonly string[]))
}

/** What is in the first and not in the second, sorted. */
export function missing(
  before: ReadonlyMap<string, unknown> | readonly string[],
  after: ReadonlyMap<string, unknown> | readonly string[],
): string[] {
  const left = namesOf(after)
  return [...namesOf(before)].filter((name) => !left.has(name)).toSorted()
}
