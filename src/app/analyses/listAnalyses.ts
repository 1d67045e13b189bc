import { failure, success, type Result } from '../../fault/fault.ts'
import type { AllowedCommand } from '../../lifecycle/allowedCommands.ts'
import { drawnInPlaces, findDrawn } from '../../store/catalogue/drawn.ts'
import type { DrawnRow } from '../../store/catalogue/schema.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { readDocument } from '../../store/publishing/readDocument.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import { originStates, type OriginState } from '../drawn/originStates.ts'
import type { Share } from '../contract/item.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { itemActions } from '../items/itemActions.ts'
import { readable, type Readable } from '../items/readable.ts'
import { sharesOfItem } from '../items/sharesOfItem.ts'
import type { AnalysisDocument, Candidate } from './analysisDocument.ts'
import type { AnalysisSubject } from './analysisSubject.ts'
import type { Threshold } from './etaV.ts'

/** What the catalogue keeps of how an analysis was made. */
interface KeptParameters {
  readonly method: 'etaV'
  readonly parameters: EtaVParameters
  readonly of: AnalysisSubject['words']
  readonly eta: Threshold
  readonly v: Threshold
}

export interface AnalysisSummary extends KeptParameters {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly project: string
  readonly owner: string
  /** Live, or Deleting until it is gone. */
  readonly words: string
  readonly origin: OriginState
  readonly counts: AnalysisDocument['counts']
  readonly bytes: number
  readonly createdUtc: string
}

export interface AnalysisDetails extends AnalysisSummary {
  readonly candidates: readonly Candidate[]
  readonly codeVersion: string
  readonly manifestHash: string
  readonly shares: readonly Share[]
  readonly actions: readonly AllowedCommand[]
}

function parametersOf({ parameters }: DrawnRow): KeptParameters {
  return JSON.parse(parameters) as KeptParameters
}

async function summariesOf(halley: Halley, analyses: readonly Readable<DrawnRow>[]): Promise<AnalysisSummary[]> {
  const rows = analyses.map(({ row }) => row)
  const states = await originStates(
    halley,
    rows.map((row) => parametersOf(row).of.id),
  )
  const names = await userNames(
    halley.store.catalogue,
    rows.map(({ ownerId }) => ownerId),
  )
  return analyses.flatMap(({ row, words, projectName }) => {
    const kept = parametersOf(row)
    const origin = states.get(kept.of.id)
    if (!origin) return []
    const { id, name, description, bytes, createdAt: createdUtc } = row
    const counts = JSON.parse(row.counts) as AnalysisDocument['counts']
    const owner = names.get(row.ownerId) ?? row.ownerId
    return [{ ...kept, id, name, description, project: projectName, owner, words, origin, counts, bytes, createdUtc }]
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
  const { codeVersion, manifestHash } = row
  const { candidates } = document.value
  return success({ ...summary, candidates, codeVersion, manifestHash, shares: shares.value, actions: await itemActions(halley, id) })
}
