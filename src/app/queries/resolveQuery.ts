import { favouriteSources, taggedSources, type RunSource } from '../../store/catalogue/sourceRemarks.ts'
import type { SourceCondition } from '../../store/queries/sourceCondition.ts'
import type { SourceQuery } from '../contract/sourceQuery.ts'
import type { Halley } from '../halley.ts'

/** A run whose sources are asked about, by the name that their table has. */
export interface NamedRun {
  readonly id: string
  readonly name: string
}

const nothing: SourceCondition = { kind: 'not', of: { kind: 'all' } }

/** Ids are those of their run. */
function oneOf(sources: readonly RunSource[], runs: readonly NamedRun[]): SourceCondition {
  const names = new Map(runs.map(({ id, name }) => [id, name]))
  const conditions = [...Map.groupBy(sources, ({ runId }) => runId)].map(([runId, some]): SourceCondition => {
    const ofRun: SourceCondition = { kind: 'text', column: 'run', values: [names.get(runId) ?? ''] }
    return { kind: 'and', of: [ofRun, { kind: 'oneOf', column: 'id', values: some.map(({ sourceId }) => sourceId) }] }
  })
  return conditions.length === 0 ? nothing : { kind: 'or', of: conditions }
}

/** What a query means on sources of some runs just now: what people said of sources has become the ids of these sources. */
export async function resolveQuery(halley: Halley, query: SourceQuery, runs: readonly NamedRun[]): Promise<SourceCondition> {
  const { catalogue } = halley.store
  const runIds = [...new Set(runs.map(({ id }) => id))]
  if (query.kind === 'tagged') {
    // The catalogue stores no text with a NUL, and looks none up.
    return query.tag.includes('\0') ? nothing : oneOf(await taggedSources(catalogue, runIds, query.tag), runs)
  }
  if (query.kind === 'favourite') return oneOf(await favouriteSources(catalogue, runIds, halley.user.id), runs)
  if (query.kind === 'not') return { kind: 'not', of: await resolveQuery(halley, query.of, runs) }
  if (query.kind !== 'and' && query.kind !== 'or') return query
  const of: SourceCondition[] = []
  for (const one of query.of) of.push(await resolveQuery(halley, one, runs))
  return { kind: query.kind, of }
}
