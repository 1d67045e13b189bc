import { success, type Result } from '../../fault/fault.ts'
import { findDrawn } from '../../store/catalogue/drawn.ts'
import { versionsOfPoints, type EtaVTable, type NamedVersion } from '../../store/explore/etaVPlane.ts'
import { readDocument } from '../../store/publishing/readDocument.ts'
import type { EtaVHead } from '../contract/etaVPlane.ts'
import { askSources, type SourcesQuestion } from '../explore/askSources.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import type { SampleDocument } from '../samples/sampleDocument.ts'
import type { AnalysisDocument } from './analysisDocument.ts'

/** Which sources are looked at: of runs, a project or a sample, by a query; or those of an analysis. */
export interface EtaVSubject extends SourcesQuestion {
  readonly analysis?: string | undefined
}

/** Where they are, and what they are of. */
export interface FoundEtaV {
  readonly table: EtaVTable
  readonly versions: EtaVHead['versions']
  /** Of an analysis: what it was made with. */
  readonly document: AnalysisDocument | null
}

async function sampleVersions(folder: string): Promise<Result<EtaVHead['versions']>> {
  const document = await readDocument<SampleDocument>(folder, 'sample.json')
  if (!document.ok) return document
  return success(document.value.origins.map(({ run, version }) => ({ runId: run.id, run: run.name, version })))
}

/** Ids of the runs that points name, as far as they are known still. */
async function withRunIds(halley: Halley, { of }: AnalysisDocument, named: readonly NamedVersion[]): Promise<EtaVHead['versions']> {
  if (of.kind === 'run') return named.map((version) => ({ ...version, runId: of.id }))
  const sample = await findDrawn(halley.store.catalogue, 'sample', of.id)
  const versions = sample?.place === 'live' ? await sampleVersions(halley.store.paths.sample(of.id)) : null
  const known = versions?.ok === true ? versions.value : []
  return named.map((version) => {
    const same = known.find(({ run, version: number }) => run === version.run && number === version.version)
    return { ...version, runId: same?.runId ?? null }
  })
}

async function ofAnalysis(halley: Halley, nameOrId: string): Promise<Result<FoundEtaV>> {
  const found = await findItem(halley, 'analysis', nameOrId)
  if (!found.ok) return found
  const folder = halley.store.paths.analysis(found.value.id)
  const document = await readDocument<AnalysisDocument>(folder, 'analysis.json')
  if (!document.ok) return document
  const named = await versionsOfPoints(folder)
  const datapoints = document.value.parameters.useForced ? 'n_meas' : 'n_meas_sel'
  const versions = await withRunIds(halley, document.value, named)
  return success({ table: { kind: 'analysis', folder, versions: named, datapoints }, versions, document: document.value })
}

/** Finds what is looked at. @returns the faults of queries, and of what is not there or may not be read */
export async function etaVTable(halley: Halley, { analysis, ...question }: EtaVSubject): Promise<Result<FoundEtaV>> {
  if (analysis !== undefined) return ofAnalysis(halley, analysis)
  const asked = await askSources(halley, question)
  if (!asked.ok) return asked
  const { tables, condition, origins } = asked.value
  return success({ table: { kind: 'sources', tables, condition }, versions: origins, document: null })
}
