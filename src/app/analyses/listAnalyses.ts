import { failure, success, type Result } from '../../fault/fault.ts'
import { drawnInPlaces, findDrawn } from '../../store/catalogue/drawn.ts'
import type { DrawnRow } from '../../store/catalogue/schema.ts'
import { readDocument } from '../../store/publishing/readDocument.ts'
import type { AnalysisDetails, AnalysisSummary } from '../contract/analysis.ts'
import { etaVParametersSchema } from '../contract/etaVParameters.ts'
import { drawnDetails, drawnSummaries } from '../drawn/drawnSummaries.ts'
import { originStates } from '../drawn/originStates.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { readable, type Readable } from '../items/readable.ts'
import { sharesOfItem } from '../items/sharesOfItem.ts'
import type { AnalysisDocument } from './analysisDocument.ts'

/** What the catalogue keeps of how an analysis was made. */
type KeptParameters = Pick<AnalysisSummary, 'method' | 'parameters' | 'of' | 'eta' | 'v' | 'found'>

/** As analyses had them that were made before there were queries and other cuts. */
type EarlierParameters = Omit<KeptParameters, 'of' | 'found'> & {
  readonly found?: KeptParameters['found']
  readonly of:
    | Extract<KeptParameters['of'], { kind: 'sample' }>
    | (Omit<Extract<KeptParameters['of'], { kind: 'run' }>, 'query'> & { readonly query?: string })
}

function parametersOf({ parameters }: DrawnRow): KeptParameters {
  const kept = JSON.parse(parameters) as EarlierParameters
  const { of, found = null } = kept
  return {
    ...kept,
    found,
    parameters: etaVParametersSchema.parse(kept.parameters),
    of: of.kind === 'run' ? { ...of, query: of.query ?? '' } : of,
  }
}

async function summariesOf(halley: Halley, analyses: readonly Readable<DrawnRow>[]): Promise<AnalysisSummary[]> {
  const rows = analyses.map(({ row }) => row)
  const originIds = rows.map((row) => parametersOf(row).of.id)
  const states = await originStates(halley, originIds)
  const summaries = await drawnSummaries(halley, analyses)
  return rows.flatMap((row) => {
    const kept = parametersOf(row)
    const [summary, origin] = [summaries.get(row.id), states.get(kept.of.id)]
    return summary && origin ? [{ ...summary, ...kept, origin, counts: JSON.parse(row.counts) as AnalysisSummary['counts'] }] : []
  })
}

/** The analyses that the user may read, newest first. @param project name or id of the one to list; default: all */
export async function listAnalyses(halley: Halley, project?: string): Promise<Result<readonly AnalysisSummary[]>> {
  const found = project === undefined ? null : await findItem(halley, 'project', project)
  if (found && !found.ok) return found
  const rows = await drawnInPlaces(halley.store.catalogue, 'analysis', ['live', 'purging'])
  const ofProject = rows.filter(({ projectId }) => found === null || projectId === found.value.id)
  const analyses = (await readable(halley, ofProject)).filter(({ where }) => where !== 'hidden')
  return success(await summariesOf(halley, analyses))
}

/** One analysis, by its name, `PROJECT/NAME` or id, with its candidates and whom it is shared with. @returns `document.read` where its file is damaged */
export async function showAnalysis(halley: Halley, nameOrId: string): Promise<Result<AnalysisDetails>> {
  const found = await findItem(halley, 'analysis', nameOrId)
  if (!found.ok) return failure(found.fault)
  const { id } = found.value
  const row = await findDrawn(halley.store.catalogue, 'analysis', id)
  const [summary] = row ? await summariesOf(halley, await readable(halley, [row])) : []
  const shares = await sharesOfItem(halley, found.value)
  if (!row || !summary || !shares.ok) throw new Error(`Analysis ${id} was found and is not there`)
  const document = await readDocument<AnalysisDocument>(halley.store.paths.analysis(id), 'analysis.json')
  if (!document.ok) return document
  const { candidates } = document.value
  return success({ ...summary, candidates, ...(await drawnDetails(halley, 'analysis', row)), shares: shares.value })
}
