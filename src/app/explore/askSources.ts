import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import type { SourceTable } from '../../store/explore/sourceTables.ts'
import type { SourceCondition } from '../../store/queries/sourceCondition.ts'
import { parseSourceQuery } from '../contract/query/parseSourceQuery.ts'
import { printSourceQuery } from '../contract/query/printSourceQuery.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { resolveQuery } from '../queries/resolveQuery.ts'
import { showSample } from '../samples/listSamples.ts'
import { askedVersions } from './askedVersions.ts'

export interface SourcesQuestion {
  /** By name or id, each with a version as `lmc:2`; none: all that the user may read and that show a version. */
  readonly runs: readonly string[]
  /** Name or id of a project: all of its runs that show a version. */
  readonly project?: string | undefined
  /** Name or id of a sample: its own rows, as they were drawn. */
  readonly sample?: string | undefined
  /** A source query as text; empty: all sources. */
  readonly query: string
}

/** A version whose sources are asked about. */
export interface AskedOrigin {
  readonly runId: string
  readonly run: string
  readonly version: number
}

export interface Asked {
  readonly origins: readonly AskedOrigin[]
  /** One for each origin. */
  readonly tables: readonly SourceTable[]
  readonly condition: SourceCondition
  /** As it was understood. */
  readonly query: string
  /** All sources, whatever the query. */
  readonly total: number
}

type Ground = Pick<Asked, 'origins' | 'tables' | 'total'>

async function ofRuns(halley: Halley, runs: readonly string[], projectId: string | null): Promise<Result<Ground>> {
  const found = await askedVersions(halley, runs)
  if (!found.ok) return found
  const versions = found.value.filter(({ run }) => projectId === null || run.projectId === projectId)
  const counts = versions.map(({ result }) => JSON.parse(result.counts) as { readonly sources: number })
  return success({
    origins: versions.map(({ run, version }) => ({ runId: run.id, run: run.name, version })),
    tables: versions.map(({ run, version, result }) => {
      return { run: run.name, version, resultFolder: halley.store.paths.result(run.id, result.id) }
    }),
    total: counts.reduce((sum, { sources }) => sum + sources, 0),
  })
}

async function ofSample(halley: Halley, nameOrId: string): Promise<Result<Ground>> {
  const sample = await showSample(halley, nameOrId)
  if (!sample.ok) return sample
  const { id, origins, counts } = sample.value
  const sampleFolder = halley.store.paths.sample(id)
  return success({
    origins: origins.map(({ runId, run, version }) => ({ runId, run, version })),
    tables: origins.map(({ run, version }) => ({ run, version, sampleFolder })),
    total: counts.sources,
  })
}

async function groundOf(halley: Halley, { runs, project, sample }: SourcesQuestion): Promise<Result<Ground>> {
  const given = [runs.length > 0, project !== undefined, sample !== undefined].filter(Boolean)
  if (given.length > 1) {
    const message = `Expected sources of runs, of a project or of a sample, found ${given.length} of these.`
    return failure(makeFault('query.from', message, { hint: 'Name one of them.' }))
  }
  if (sample !== undefined) return ofSample(halley, sample)
  if (project === undefined) return ofRuns(halley, runs, null)
  const found = await findItem(halley, 'project', project)
  return found.ok ? ofRuns(halley, [], found.value.id) : found
}

/** What a question about sources means just now: which tables, and which of their rows. */
export async function askSources(halley: Halley, question: SourcesQuestion): Promise<Result<Asked>> {
  const parsed = parseSourceQuery(question.query)
  if (!parsed.ok) return parsed
  const ground = await groundOf(halley, question)
  if (!ground.ok) return ground
  const runs = ground.value.origins.map(({ runId, run }) => ({ id: runId, name: run }))
  const condition = await resolveQuery(halley, parsed.value, runs)
  return success({ ...ground.value, condition, query: printSourceQuery(parsed.value) })
}
