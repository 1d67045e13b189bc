import { success, type Result } from '../../fault/fault.ts'
import { sourceDensity } from '../../store/explore/sourceDensity.ts'
import type { SourceDensity } from '../contract/skyMap.ts'
import { askSources, type SourcesQuestion } from '../explore/askSources.ts'
import type { Halley } from '../halley.ts'

/** More than a screen shows apart. */
const mostCells = 25_000

/**
 * How many of the sources that a query is true of lie in which HEALPix cell: at the order that is asked, or the finest
 * below it that has not too many cells for a reply.
 *
 * @returns the faults of the query with the place of what was found, of runs that are not there or may not be read
 */
export async function countOnSky(
  halley: Halley,
  { order, ...question }: SourcesQuestion & { readonly order: number },
): Promise<Result<SourceDensity>> {
  const asked = await askSources(halley, question)
  if (!asked.ok) return asked
  const { tables, condition } = asked.value
  if (tables.length === 0) return success({ order, cells: [], counts: [], total: 0 })
  const density = await sourceDensity(tables, condition, { order, mostCells })
  const total = density.cells.reduce((sum, { count }) => sum + count, 0)
  const [cells, counts] = [density.cells.map(({ cell }) => cell), density.cells.map(({ count }) => count)]
  return success({ order: density.order, cells, counts, total })
}
