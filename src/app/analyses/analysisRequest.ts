import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import type { Analysis } from '../../lifecycle/state.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import { etaVParametersSchema } from '../contract/etaVParameters.ts'
import { createFault, targetProject } from '../drawn/newDrawn.ts'
import { readVersion, type RunVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import type { SourceQuery } from '../contract/sourceQuery.ts'
import { findItem } from '../items/findItem.ts'
import { parseSourceQuery } from '../contract/query/parseSourceQuery.ts'
import { printSourceQuery } from '../contract/query/printSourceQuery.ts'
import { findRun } from '../runs/findRun.ts'

const subjectSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    id: z.string(),
    version: z.number().int(),
    /** Which of its sources, as text; empty: all. */
    query: z.string().default(''),
  }),
  z.object({ kind: z.literal('sample'), id: z.string() }),
])

/** What an analysis is asked for, as the catalogue keeps it. */
export const analysisRequest = z.object({
  /** The id that the analysis will have: the same however often the work is taken up. */
  analysisId: z.string(),
  name: z.string(),
  description: z.string(),
  projectId: z.string(),
  of: subjectSchema,
  parameters: etaVParametersSchema,
})

export type AnalysisRequest = z.infer<typeof analysisRequest>

export interface AnalysisChoice {
  /** Unique among the analyses of its project. */
  readonly name: string
  /** What it is for, at most 240 characters. */
  readonly description?: string | undefined
  /** Name or id of the project that it goes to; default: that of new runs. */
  readonly project?: string | undefined
  /** A version of a run, with a source query where not all of it is meant; or a sample by its name or id. */
  readonly of: (RunVersion & { readonly query?: string | undefined }) | { readonly sample: string }
  readonly parameters: EtaVParameters
}

/** The analysis as it will be. */
export function analysisOf(halley: Halley, { analysisId, name, projectId, of }: AnalysisRequest): Analysis {
  const own = { id: analysisId, name, ownerId: halley.user.id, projectId, grantees: [] }
  return { kind: 'analysis', ...own, madeFrom: [of.id], state: { place: 'live' } }
}

function textOf(query: SourceQuery): string {
  return query.kind === 'all' ? '' : printSourceQuery(query)
}

async function subjectOf(halley: Halley, of: AnalysisChoice['of']): Promise<Result<AnalysisRequest['of']>> {
  if ('sample' in of) {
    const sample = await findItem(halley, 'sample', of.sample)
    return sample.ok ? success({ kind: 'sample', id: sample.value.id }) : sample
  }
  const query = parseSourceQuery(of.query ?? '')
  if (!query.ok) return query
  const run = await findRun(halley, of.run)
  if (!run.ok) return run
  const version = await readVersion(halley, run.value, of.version)
  return version.ok ? success({ kind: 'run', id: run.value.id, version: version.value.version, query: textOf(query.value) }) : version
}

/**
 * Makes what a user chose into a request that stands by itself, after asking whether they may.
 *
 * @returns the faults of names, of finding runs, versions and samples, and the refusals of the rules
 */
export async function makeAnalysisRequest(halley: Halley, choice: AnalysisChoice): Promise<Result<AnalysisRequest>> {
  const of = await subjectOf(halley, choice.of)
  if (!of.ok) return of
  const projectId = await targetProject(halley, choice.project)
  if (!projectId.ok) return projectId
  const { name, description = '', parameters } = choice
  const request = { analysisId: randomUUID(), name, description, projectId: projectId.value, of: of.value, parameters }
  const refused = await createFault(halley, analysisOf(halley, request), description)
  return refused ? failure(refused) : success(request)
}
