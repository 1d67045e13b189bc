import { success, type Result } from '../../fault/fault.ts'
import { countSources as countRows, sourcesPage, type SourceOrder } from '../../store/explore/sourcesPage.ts'
import type { SourcesPage } from '../contract/sources.ts'
import type { Halley } from '../halley.ts'
import { askSources, type SourcesQuestion } from './askSources.ts'
import { printCursor, readCursor } from './pageCursor.ts'
import { cellsOf, originColumns } from './sourceCells.ts'

export interface SourcesRequest extends SourcesQuestion {
  readonly order: SourceOrder
  /** The `next` of the page before; null: the first page. */
  readonly after: string | null
  readonly limit: number
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
  const asked = await askSources(halley, request)
  if (!asked.ok) return asked
  const after = request.after === null ? success(null) : readCursor(request.after)
  if (!after.ok) return after
  const { origins, tables, condition, query } = asked.value
  const { order, limit } = request
  const rows = tables.length === 0 ? [] : await sourcesPage({ tables, condition, order, after: after.value, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return success({
    columns: originColumns,
    rows: shown.map((row) => cellsOf(row, originColumns)),
    versions: origins,
    next: last ? printCursor(placeOf(last, order)) : null,
    query,
  })
}

/** How many sources a query is true of, and how many there are. */
export async function countSources(
  halley: Halley,
  question: SourcesQuestion,
): Promise<Result<{ readonly count: number; readonly total: number }>> {
  const asked = await askSources(halley, question)
  if (!asked.ok) return asked
  const { tables, condition, total } = asked.value
  if (condition.kind === 'all') return success({ count: total, total })
  return success({ count: tables.length === 0 ? 0 : await countRows(tables, condition), total })
}
