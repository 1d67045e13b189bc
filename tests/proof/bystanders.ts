// What an act may touch, said beforehand from the ids that it is about; and what it has touched besides.
import { sql } from 'kysely'
import { backedUpTables } from '../../src/store/backup/backedUpTables.ts'
import type { Store } from '../../src/store/store.ts'
import { allFiles } from '../trash/everything.ts'

export type Row = Readonly<Record<string, unknown>>
type Which = (row: Row) => boolean

/** The whole of a store: every row by its table, in camelCase, and key, every file by its path. */
export interface Snapshot {
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, Row>>
  readonly files: ReadonlyMap<string, { readonly hash: string }>
}

export interface Allowance {
  /** Columns of rows that may change: nothing else of these, and no other row. */
  readonly changes?: Readonly<Record<string, readonly [which: Which, columns: readonly string[]]>>
  /** Rows that go. */
  readonly goes?: Readonly<Record<string, Which>>
  /** Rows that may come. */
  readonly comes?: Readonly<Record<string, Which>>
  /** Beginnings of the paths of files that may change, come and go. */
  readonly files?: readonly string[]
  /** Beginnings of the paths of files that may come. */
  readonly newFiles?: readonly string[]
}

/** What everything that is done leaves behind: its story. None of it is ever changed or taken away. */
const story = new Set([
  'audit',
  'auditSeals',
  'operations',
  'operationImages',
  'configurations',
  'notices',
  'counters',
  'workers',
  'settings',
])
const growing = new Set(['audit', 'auditSeals', 'configurations', 'notices'])

function keyOf(table: string, row: Row): string {
  if (typeof row['id'] === 'string') return row['id']
  if (table === 'versions') return `${String(row['runId'])} ${String(row['number'])}`
  return JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export async function snapshotOf(store: Store): Promise<Snapshot> {
  const tables = new Map<string, ReadonlyMap<string, Row>>()
  for (const { name } of backedUpTables) {
    const { rows } = await sql<Row>`select * from ${sql.table(name)}`.execute(store.catalogue)
    const table = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    tables.set(table, new Map(rows.map((row) => [keyOf(table, row), row])))
  }
  return { tables, files: allFiles(store) }
}

function trespassesIn(table: string, before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>, allowance: Allowance): string[] {
  const [isChanged, columns] = allowance.changes?.[table] ?? [() => false, []]
  const [goes, comes] = [allowance.goes?.[table], allowance.comes?.[table]]
  const found: string[] = []
  for (const [key, row] of before) {
    const now = after.get(key)
    if (!now) {
      if (!goes?.(row) && !(story.has(table) && !growing.has(table))) found.push(`${table} lost ${JSON.stringify(row)}`)
    } else if (goes?.(row)) found.push(`${table} kept ${JSON.stringify(row)}`)
    else if (!story.has(table) || growing.has(table)) {
      const changed = Object.keys(row).filter((column) => row[column] !== now[column])
      const wrong = isChanged(row) ? changed.filter((column) => !columns.includes(column)) : changed
      if (wrong.length > 0) found.push(`${table} changed ${wrong.join()} of ${JSON.stringify(row)}`)
    }
  }
  const fresh = [...after].filter(([key]) => !before.has(key)).map(([, row]) => row)
  if (!story.has(table)) found.push(...fresh.filter((row) => !comes?.(row)).map((row) => `${table} got ${JSON.stringify(row)}`))
  return found
}

/** What was touched that should not have been, and what should have gone and is there. */
export function trespasses(before: Snapshot, after: Snapshot, allowance: Allowance): string[] {
  const rows = [...before.tables].flatMap(([table, found]) => trespassesIn(table, found, after.tables.get(table) ?? new Map(), allowance))
  const { files: places = [], newFiles = [] } = allowance
  const isAllowed = (path: string) => (before.files.has(path) ? places : [...places, ...newFiles]).some((start) => path.startsWith(start))
  const paths = [...new Set([...before.files.keys(), ...after.files.keys()])]
  const files = paths.filter((path) => before.files.get(path)?.hash !== after.files.get(path)?.hash && !isAllowed(path))
  return [...rows, ...files.map((path) => `file ${path}`)]
}

const remarks = ['comments', 'favourites', 'tagLinks'] as const

function among(ids: readonly string[], column: string): Which {
  const all = new Set<unknown>(ids)
  return (row) => all.has(row[column])
}

/** What a purge may touch: what its plan names, and what hangs on that. */
export function allowanceOfPurge(
  { tables }: Snapshot,
  plan: {
    readonly entryIds: readonly string[]
    readonly itemIds: readonly string[]
    readonly resultIds: readonly string[]
    readonly imageIds: readonly string[]
  },
): Allowance {
  const rows = (table: string) => [...(tables.get(table)?.values() ?? [])]
  const { entryIds, itemIds, resultIds, imageIds } = plan
  const idsOf = (table: string, which: Which) =>
    rows(table)
      .filter(which)
      .map(({ id }) => String(id))
  const anchors = [...idsOf('sourceAnchors', among(itemIds, 'runId')), ...idsOf('measurementAnchors', among(imageIds, 'imageId'))]
  const targets = ['projectId', 'runId', 'sampleId', 'analysisId'].map((column) => among(itemIds, column))
  const onAnchors = ['sourceAnchorId', 'measurementAnchorId'].map((column) => among(anchors, column))
  const isRemark: Which = (row) => [...targets, ...onAnchors, among(imageIds, 'imageId')].some((which) => which(row))
  const folders = rows('images')
    .filter(among(imageIds, 'id'))
    .map(({ folder }) => `runs/images/${String(folder)}/`)
  const [ofRun, isItem, ofImage] = [among(itemIds, 'runId'), among(itemIds, 'id'), among(imageIds, 'imageId')]
  const places = ['place', 'entryId', 'revision', 'updatedAt', 'work', 'headVersion']
  const item = [isItem, places] as const
  return {
    changes: {
      runs: item,
      samples: item,
      analyses: item,
      projects: item,
      versions: [ofRun, ['place', 'entryId']],
      results: [among(resultIds, 'id'), ['place']],
    },
    goes: {
      ...Object.fromEntries(remarks.map((table) => [table, isRemark])),
      sourceAnchors: ofRun,
      measurementAnchors: ofImage,
      images: among(imageIds, 'id'),
      imageFiles: ofImage,
      imageHolders: ofImage,
      resultImages: among(resultIds, 'resultId'),
      resultFiles: among(resultIds, 'resultId'),
      sampleOrigins: among(itemIds, 'sampleId'),
      analysisOrigins: among(itemIds, 'analysisId'),
      trashEntries: among(entryIds, 'id'),
      trashSwept: among(entryIds, 'entryId'),
      shares: among(itemIds, 'itemId'),
    },
    comes: {
      purges: () => true,
      purgeObjects: among([...itemIds, ...resultIds, ...imageIds], 'objectId'),
      tombstones: among(itemIds, 'itemId'),
    },
    files: [
      ...[...itemIds, ...imageIds].flatMap((id) => ['runs', 'images', 'samples', 'analyses'].map((kind) => `objects/${kind}/${id}/`)),
      ...folders,
    ],
  }
}
