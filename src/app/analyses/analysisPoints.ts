import { join } from 'node:path'
import { success, type Result } from '../../fault/fault.ts'
import { findDrawn } from '../../store/catalogue/drawn.ts'
import { readPointsForPlot } from '../../store/queries/pointsForPlot.ts'
import type { AnalysisPoints, AnalysisSummary } from '../contract/analysis.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'

/** The frozen points of an analysis for its plot. @param most of those that are no candidates @returns the faults of finding it, `parquet.read` */
export async function analysisPoints(halley: Halley, nameOrId: string, most: number): Promise<Result<AnalysisPoints>> {
  const found = await findItem(halley, 'analysis', nameOrId)
  if (!found.ok) return found
  const { id } = found.value
  const rows = await readPointsForPlot(join(halley.store.paths.analysis(id), 'points.parquet'), most)
  if (!rows.ok) return rows
  const row = await findDrawn(halley.store.catalogue, 'analysis', id)
  const { used } = JSON.parse(row?.counts ?? '{"used":0}') as Pick<AnalysisSummary['counts'], 'used'>
  const numbers = (name: string) => rows.value.map((point) => Number(point[name]))
  const texts = (name: string) =>
    rows.value.map((point) => {
      const text = point[name]
      return typeof text === 'string' ? text : ''
    })
  return success({
    used,
    shown: rows.value.length,
    sourceId: numbers('id'),
    name: texts('name'),
    run: texts('run'),
    version: numbers('version'),
    eta: numbers('eta'),
    v: numbers('v'),
    datapoints: numbers('n_meas'),
    isCandidate: rows.value.map((point) => point['candidate'] === true),
  })
}
