import { join, resolve } from 'node:path'
import { failure, success, type Result } from '../../fault/fault.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import { writeNewText } from '../../store/files/writeNewText.ts'
import { readText } from '../../store/publishing/readDocument.ts'
import { analysisPointsTable } from '../../store/tables/analysisPoints.ts'
import type { AnalysisDetails } from '../contract/analysis.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import { threadDuckDb } from '../process/threadDuckDb.ts'
import { analysisFigure } from './analysisFigure.ts'
import { showAnalysis } from './listAnalyses.ts'
import { reportHtml } from './reportHtml.ts'
import { figureName } from './runAnalysis.ts'

/** The frozen figure; of an analysis that was made before they were kept, one from its frozen points. */
async function figureOf(folder: string, analysis: AnalysisDetails): Promise<Result<string>> {
  if (analysis.files.some(({ name }) => name === figureName)) return readText(folder, figureName)
  const datapoints = analysis.parameters.useForced ? 'n_meas' : 'n_meas_sel'
  const names = ['eta', 'v', 'n_meas', 'n_meas_sel', 'used', 'candidate'] as const
  const rows = await readColumns(await threadDuckDb(), [join(folder, 'points.parquet')], analysisPointsTable, names)
  if (!rows.ok) return rows
  const { parameters, of, eta, v } = analysis
  return success(analysisFigure({ ...rows.value, datapoints: rows.value[datapoints] }, { parameters, words: of, eta, v }))
}

export interface AnalysisReport {
  readonly name: string
  readonly html: string
}

/**
 * An analysis, by its name, `PROJECT/NAME` or id, as one HTML page with its figure and tables within.
 *
 * @returns the faults of finding it; `document.read`, `parquet.read` where its files are damaged
 */
export async function analysisReport(halley: Halley, nameOrId: string): Promise<Result<AnalysisReport>> {
  const shown = await showAnalysis(halley, nameOrId)
  if (!shown.ok) return shown
  const { id, name } = shown.value
  const denied = await rightFault(halley, 'export', id)
  if (denied) return failure(denied)
  const figure = await figureOf(halley.store.paths.analysis(id), shown.value)
  return figure.ok ? success({ name, html: reportHtml(shown.value, figure.value) }) : figure
}

/** {@link analysisReport} into a new file of the user's. @returns `file.exists` where there is one, which is left; `file.missing` without its folder */
export async function writeReport(
  halley: Halley,
  nameOrId: string,
  to: string,
): Promise<Result<{ readonly name: string; readonly path: string; readonly bytes: number }>> {
  const report = await analysisReport(halley, nameOrId)
  if (!report.ok) return report
  const { name, html } = report.value
  const path = resolve(to)
  const written = await writeNewText(path, html)
  return written.ok ? success({ name, path, bytes: Buffer.byteLength(html) }) : written
}
