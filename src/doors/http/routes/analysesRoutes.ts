import { analysisPoints } from '../../../app/analyses/analysisPoints.ts'
import { analysisReport } from '../../../app/analyses/analysisReport.ts'
import { submitRerun } from '../../../app/analyses/rerunAnalysis.ts'
import { listAnalyses, showAnalysis } from '../../../app/analyses/listAnalyses.ts'
import { submitAnalysis } from '../../../app/analyses/runAnalysis.ts'
import type { analysesEndpoints } from '../../../app/contract/api/analyses.ts'
import { openDrawn } from '../../../app/drawn/openDrawn.ts'
import { submittedView } from '../../../app/operations/submittedView.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'
import { announceFile } from '../announceFile.ts'

export const analysesRoutes: Routes<typeof analysesEndpoints> = {
  listAnalyses: async ({ halley, query }) => {
    const analyses = await listAnalyses(halley, query.project)
    return analyses.ok ? success({ analyses: analyses.value }) : analyses
  },
  showAnalysis: ({ halley, params }) => showAnalysis(halley, params.analysis),
  makeAnalysis: async ({ halley, body }) => submittedView(halley, await submitAnalysis(halley, body)),
  showAnalysisPoints: ({ halley, params, query }) => analysisPoints(halley, params.analysis, query.most),
  rerunAnalysis: async ({ halley, params }) => submittedView(halley, await submitRerun(halley, params.analysis)),
  downloadAnalysisReport: async ({ halley, params, reply }) => {
    const report = await analysisReport(halley, params.analysis)
    if (!report.ok) return report
    const content = Buffer.from(report.value.html)
    announceFile(reply, { bytes: content.length }, `${report.value.name}.html`)
    return success(content)
  },
  downloadAnalysisFile: async ({ halley, params, query, reply }) => {
    const file = await openDrawn(halley, 'analysis', params.analysis, { file: params.file, asCsv: query.as === 'csv' })
    if (!file.ok) return file
    announceFile(reply, file.value, `${file.value.itemName} ${file.value.name}`)
    return success(file.value.content)
  },
}
