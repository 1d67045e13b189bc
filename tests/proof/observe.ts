// All that can be observed of a store, as lines: what a crash or a fault may change is the story of the work, and nothing else.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { sql } from 'kysely'
import { backedUpTables } from '../../src/store/backup/backedUpTables.ts'
import type { Store } from '../../src/store/store.ts'

/** The story of the work, and what is remembered to save time. */
const storyTables = new Set(
  'schema_version counters operations operation_images workers audit audit_seals notices file_fingerprints settings'.split(' '),
)
const storyColumns = new Set('revision updatedAt stamp measurementStamp endedAt removedAt operationId'.split(' '))

export interface Observation {
  /** A line a row. */
  readonly rows: readonly string[]
  /** A line a file, link or folder. */
  readonly files: readonly string[]
}

type Row = Readonly<Record<string, unknown>>

async function tablesOf({ catalogue }: Store): Promise<Map<string, readonly Row[]>> {
  const names = backedUpTables.map(({ name }) => name).filter((name) => !storyTables.has(name))
  const found = new Map<string, readonly Row[]>()
  for (const name of names) found.set(name, (await sql<Row>`select * from ${sql.table(name)}`.execute(catalogue)).rows)
  return found
}

/** The images of a result are written with the place of the store in them, which is not the same for copies. */
function withoutPlace<T extends Row>(file: T): T {
  return file['name'] === 'images.parquet' ? { ...file, bytes: 0 } : file
}

function lineOf(table: string, row: Row): string {
  const columns = Object.entries(withoutPlace(row)).filter(([name]) => !storyColumns.has(name))
  return `${table} ${JSON.stringify(Object.fromEntries(columns.toSorted(([a], [b]) => (a < b ? -1 : 1))))}`
}

/** Who made it, and when, is a part of the story too. */
function lookOfManifest(text: string): string {
  const manifest = JSON.parse(text) as { readonly files: readonly Row[] }
  return JSON.stringify({ ...manifest, operation: null, files: manifest.files.map(withoutPlace) })
}

/** Logs have the times of who wrote them. */
function lookOf(path: string): string {
  if (path.endsWith('_log.txt') || basename(path) === 'images.parquet') return 'is there'
  const content = readFileSync(path)
  if (basename(path) === 'manifest.json') return lookOfManifest(content.toString())
  return path.endsWith('.yaml') ? content.toString() : createHash('sha256').update(content).digest('hex')
}

function filesIn(home: string, folders: readonly string[]): string[] {
  const found: string[] = []
  const look = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      const name = relative(home, path)
      if (entry.isSymbolicLink()) found.push(`${name} -> ${readlinkSync(path)}`)
      // What a kill leaves of a draft that was being written is cleared by the next one that is, a minute later.
      else if (/config.*\.yaml\.[-0-9a-f]{36}$/.test(name)) continue
      else if (entry.isDirectory()) {
        found.push(`${name}/`)
        look(path)
      } else found.push(`${name} ${lookOf(path)}`)
    }
  }
  for (const folder of folders) look(join(home, folder))
  return found
}

const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const hashes = /\b[0-9a-f]{64}\b/g

/** Images that were ingested for a processing that never ended: they stay, and the next one finds them. */
function unusedImages(tables: ReadonlyMap<string, readonly Row[]>): ReadonlySet<string> {
  const used = new Set((tables.get('result_images') ?? []).map((row) => row['imageId']))
  const folders = (tables.get('images') ?? []).filter(({ id, place }) => place === 'live' && !used.has(id))
  return new Set(folders.flatMap(({ id, folder }) => [String(id), `runs/images/${String(folder)}/`]))
}

/** A kill between the last link of a run directory and the directory leaves it, empty: whose it was cannot be told any more. */
function withoutEmptyViews(files: readonly string[]): string[] {
  const isEmptyView = (line: string) => /^runs\/[^/]+\/$/.test(line) && !files.some((other) => other !== line && other.startsWith(line))
  return files.filter((line) => !isEmptyView(line))
}

/** The store as it can be observed. @param known an earlier observation: what was not in it yet has new ids, which are random */
export async function observe(store: Store, known?: Observation): Promise<Observation> {
  const tables = await tablesOf(store)
  const unused = [...unusedImages(tables)]
  const isUsed = (line: string) => !unused.some((part) => line.includes(part))
  const rows = [...tables].flatMap(([table, found]) => found.map((row) => lineOf(table, row)))
  const files = filesIn(store.paths.home, ['objects', 'runs', 'tmp'])
  const given = { rows: rows.filter(isUsed), files: withoutEmptyViews(files.filter(isUsed)) }
  return known ? { rows: anonymous(given.rows, known), files: anonymous(given.files, known) } : sorted(given)
}

function sorted({ rows, files }: Observation): Observation {
  return { rows: rows.toSorted(), files: files.toSorted() }
}

function hide(known: ReadonlySet<string>): (found: string) => string {
  return (found) => (known.has(found) ? found : '#')
}

/** Numbers that were handed out to a processing that never ended are not handed out again. */
function withoutNumber(line: string): string {
  const isNewImage = line.startsWith('images ') && line.includes('"id":"#"')
  const row = isNewImage ? line.replace(/"number":\d+/, '"number":"#"') : line
  return row.replaceAll(/"id":"#","number":\d+/g, '"id":"#","number":"#"')
}

/** With `#` for ids, hashes and numbers that were not there before. */
function anonymous(lines: readonly string[], known: Observation): string[] {
  const text = [...known.rows, ...known.files].join('\n')
  const [knownIds, knownHashes] = [new Set(text.match(ids)), new Set(text.match(hashes))]
  return lines.map((line) => withoutNumber(line.replaceAll(ids, hide(knownIds)).replaceAll(hashes, hide(knownHashes)))).toSorted()
}

/** Configurations are kept by their hash as they are met: one more is not a change. Those that were there stay. */
function isKept(before: Observation, found: Observation): readonly string[] {
  const there = new Set(found.rows)
  return before.rows.filter((row) => row.startsWith('configurations ') && !there.has(row))
}

function withoutConfigurations(rows: readonly string[]): readonly string[] {
  return rows.filter((row) => !row.startsWith('configurations '))
}

/** That a processing was tried and did not come to its end is said of its run. */
function withoutEnd(rows: readonly string[]): readonly string[] {
  return rows
    .map((row) => (row.startsWith('runs ') ? row.replace(/"work":"(initialised|completed|failed|cancelled)"/, '"work":"ended"') : row))
    .toSorted()
}

function differences(wanted: readonly string[], found: readonly string[]): string[] {
  const [there, expected] = [Map.groupBy(found, String), Map.groupBy(wanted, String)]
  const missing = [...expected].filter(([line, all]) => all.length > (there.get(line)?.length ?? 0)).map(([line]) => `- ${line}`)
  const extra = [...there].filter(([line, all]) => all.length > (expected.get(line)?.length ?? 0)).map(([line]) => `+ ${line}`)
  return [...missing, ...extra]
}

/** The log of work that did not come to its end stays. */
function isLog(difference: string): boolean {
  return difference.startsWith('+ ') && difference.includes('_log.txt')
}

/** What differs from a state; nothing where it is that. */
export function differenceFrom(state: Observation, found: Observation, { mayHaveFailed = false } = {}): readonly string[] {
  const seen = (rows: readonly string[]) => (mayHaveFailed ? withoutEnd(withoutConfigurations(rows)) : withoutConfigurations(rows))
  const files = differences(state.files, found.files).filter((line) => !(mayHaveFailed && isLog(line)))
  return [...isKept(state, found), ...differences(seen(state.rows), seen(found.rows)), ...files]
}
