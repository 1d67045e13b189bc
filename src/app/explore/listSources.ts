import { success, type Result } from '../../fault/fault.ts'
import { countSources as countRows, sourcesPage, type SourceOrder } from '../../store/explore/sourcesPage.ts'
import type { SourceTable } from '../../store/explore/sourceTables.ts'
import type { SourceCondition } from '../../store/queries/sourceCondition.ts'
import type { SourcesPage } from '../contract/sources.ts'
import type { ReadVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { parseSourceQuery } from '../contract/query/parseSourceQuery.ts'
import { printSourceQuery } from '../contract/query/printSourceQuery.ts'
import { resolveQuery } from '../queries/resolveQuery.ts'
import { askedVersions } from './askedVersions.ts'
import { printCursor, readCursor } from './pageCursor.ts'
import { cellsOf, originColumns } from './sourceCells.ts'

export interface SourcesQuestion {
  /** By name or id, each with a version as `lmc:2`; none: all that the user may read and that show a version. */
  readonly runs: readonly string[]
  /** A source query as text; empty: all sources. */
  readonly query: string
}

export interface SourcesRequest extends SourcesQuestion {
  readonly order: SourceOrder
  /** The `next` of the page before; null: the first page. */
  readonly after: string | null
  readonly limit: number
}

interface Asked {
  readonly versions: readonly ReadVersion[]
  readonly tables: readonly SourceTable[]
  readonly condition: SourceCondition
  readonly query: string
}

/** What a question means: the versions that are asked, their tables, its condition. */
export async function ask(halley: Halley, { runs, query }: SourcesQuestion): Promise<Result<Asked>> {
  const parsed = parseSourceQuery(query)
  if (!parsed.ok) return parsed
  const versions = await askedVersions(halley, runs)
  if (!versions.ok) return versions
  const tables = versions.value.map(({ run, version, result }) => ({
    run: run.name,
    version,
    resultFolder: halley.store.paths.result(run.id, result.id),
  }))
  const condition = await resolveQuery(halley, parsed.value, versions.value)
  return success({ versions: versions.value, tables, condition, query: printSourceQuery(parsed.value) })
}

type Row = Awaited<ReturnType<typeof sourcesPage>>[number]

function placeOf(row: Row, { column }: SourceOrder) {
  const value = row[column]
  const isText = typeof value === 'string'
  return { value: value === null || isText ? value : Number(value), origin: Number(row.origin), id: Number(row.id) }
}

/**
 * A page of the sources of some runs that a query is true of.
 *
 * @returns the faults of the query with the place of what was found, of runs that are not there or may not be read
 */
export async function listSources(halley: Halley, request: SourcesRequest): Promise<Result<SourcesPage>> {
  const asked = await ask(halley, request)
  if (!asked.ok) return asked
  const after = request.after === null ? success(null) : readCursor(request.after)
  if (!after.ok) return after
  const { versions, tables, condition, query } = asked.value
  const { order, limit } = request
  const rows = tables.length === 0 ? [] : await sourcesPage({ tables, condition, order, after: after.value, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return success({
    columns: originColumns,
    rows: shown.map((row) => cellsOf(row, originColumns)),
    versions: versions.map(({ run, version }) => ({ runId: run.id, run: run.name, version })),
    next: last ? printCursor(placeOf(last, order)) : null,
    query,
  })
}

/** How many sources a query is true of, and how many there are. */
export async function countSources(
  halley: Halley,
  question: SourcesQuestion,
): Promise<Result<{ readonly count: number; readonly total: number }>> {
  const asked = await ask(halley, question)
  if (!asked.ok) return asked
  const { versions, tables, condition } = asked.value
  const total = versions.reduce((sum, { result }) => sum + (JSON.parse(result.counts) as { readonly sources: number }).sources, 0)
  return success({ count: tables.length === 0 ? 0 : await countRows(tables, condition), total })
}
