import { success, type Result } from '../../fault/fault.ts'
import { columnSpreads, countInBins, type ColumnBins } from '../../store/explore/histograms.ts'
import type { SourceTable } from '../../store/explore/sourceTables.ts'
import type { NumberColumn } from '../contract/sourceColumns.ts'
import type { SourceHistograms } from '../contract/sourceHistograms.ts'
import type { Halley } from '../halley.ts'
import { askSources, type SourcesQuestion } from './askSources.ts'
import { edgesOf, histogramBins } from './histogramBins.ts'

/** A column of some results, which never change. */
interface Known {
  readonly column: NumberColumn
  readonly bins: ColumnBins
  readonly all: readonly number[]
}

const mostKnown = 500
const known = new Map<string, Known | null>()

function remember(key: string, value: Known | null): void {
  known.delete(key)
  known.set(key, value)
  const [oldest] = known.keys()
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
}

function keyOf(tables: readonly SourceTable[], column: string): string {
  return JSON.stringify([tables, column])
}

async function learn(tables: readonly SourceTable[], columns: readonly NumberColumn[]): Promise<void> {
  const missing = columns.filter((column) => !known.has(keyOf(tables, column)))
  if (missing.length === 0) return
  const spreads = await columnSpreads(tables, missing)
  const bins = spreads.map(histogramBins)
  const some = bins.filter((one) => one !== null)
  const counts = await countInBins(tables, { kind: 'all' }, some)
  for (const [index, column] of missing.entries()) {
    const own = bins[index]
    remember(keyOf(tables, column), own ? { column, bins: own, all: counts[some.indexOf(own)] } : null)
  }
}

/**
 * How the values of some columns are spread: over all sources, and over those that a query is true of.
 *
 * @returns the faults of the query and of what is asked
 */
export async function showHistograms(
  halley: Halley,
  { columns, ...question }: SourcesQuestion & { readonly columns: readonly NumberColumn[] },
): Promise<Result<SourceHistograms>> {
  const asked = await askSources(halley, question)
  if (!asked.ok) return asked
  const { tables, condition } = asked.value
  const wanted = tables.length === 0 ? [] : [...new Set(columns)]
  await learn(tables, wanted)
  const found = wanted.flatMap((column) => known.get(keyOf(tables, column)) ?? [])
  const isAll = condition.kind === 'all'
  const counts = isAll
    ? found.map(({ all }) => all)
    : await countInBins(
        tables,
        condition,
        found.map(({ bins }) => bins),
      )
  return success({
    histograms: found.map(({ column, bins, all }, index) => {
      return { column, isLog: bins.isLog, edges: edgesOf(bins), all, matching: counts[index] }
    }),
  })
}
