import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { findDrawn } from '../../store/catalogue/drawn.ts'
import { findRun } from '../../store/catalogue/runs.ts'
import type { AnalysisOriginRow } from '../../store/catalogue/schema.ts'
import type { SourceCondition } from '../../store/queries/sourceCondition.ts'
import { originOfVersion } from '../../store/samples/originOfVersion.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import { fluxErrorOf } from '../drawn/fluxErrorOf.ts'
import { readVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { parseSourceQuery } from '../contract/query/parseSourceQuery.ts'
import { resolveQuery } from '../queries/resolveQuery.ts'
import { rightFault } from '../items/rightFault.ts'
import type { AnalysisRequest } from './analysisRequest.ts'
import type { AnalysedSources } from './readSources.ts'
import { readSampleSources, readVersionSources } from './readSources.ts'

/** What an analysis is made of, named as it is named now. */
export interface AnalysisSubject {
  /** For the catalogue and for who reads the files. */
  readonly words:
    | { readonly kind: 'run'; readonly id: string; readonly name: string; readonly version: number; readonly query: string }
    | { readonly kind: 'sample'; readonly id: string; readonly name: string }
  /** What tells whether it is the same content. */
  readonly manifest: string
  /** What the query meant when it was asked, with ids for tags and favourites; null: all sources. */
  readonly condition: SourceCondition | null
  readonly origin: Omit<AnalysisOriginRow, 'analysisId'>
  readonly readSources: (parameters: EtaVParameters) => Promise<Result<AnalysedSources>>
}

async function sampleSubject({ store }: Halley, id: string): Promise<AnalysisSubject> {
  const sample = await findDrawn(store.catalogue, 'sample', id)
  if (!sample) throw new Error(`Sample ${id} may be read and is not there`)
  return {
    words: { kind: 'sample', id, name: sample.name },
    manifest: sample.manifestHash,
    condition: null,
    origin: { runId: null, version: null, resultId: null, sampleId: id },
    readSources: (parameters) => readSampleSources(store.paths.sample(id), parameters),
  }
}

/**
 * The run or sample of a request, if the user may still read it and it is live.
 *
 * @param frozen what its query meant when it was asked before; default: what it means now
 * @returns the faults of finding it
 */
export async function analysisSubject(
  halley: Halley,
  of: AnalysisRequest['of'],
  frozen?: SourceCondition | null,
): Promise<Result<AnalysisSubject>> {
  const denied = await rightFault(halley, 'read', of.id)
  if (denied) return failure(denied)
  if (of.kind === 'sample') return success(await sampleSubject(halley, of.id))
  const run = await findRun(halley.store.catalogue, of.id)
  if (!run) throw new Error(`Run ${of.id} may be read and is not there`)
  const found = await readVersion(halley, run, of.version)
  if (!found.ok) return found
  const { version, result } = found.value
  const query = parseSourceQuery(of.query)
  if (!query.ok) return query
  const condition = frozen !== undefined ? frozen : query.value.kind === 'all' ? null : await resolveQuery(halley, query.value, [run])
  return success({
    words: { kind: 'run', id: run.id, name: run.name, version, query: of.query },
    manifest: result.manifestHash,
    condition,
    origin: { runId: run.id, version, resultId: result.id, sampleId: null },
    readSources: async (parameters) => {
      const files = await originOfVersion(halley.store, { run, version, resultId: result.id })
      return readVersionSources(files, { fluxFractionalError: await fluxErrorOf(halley, result), condition, parameters })
    },
  })
}
