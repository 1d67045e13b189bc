import { favouriteSources, taggedSources, type RunSource } from '../../store/catalogue/sourceRemarks.ts'
import type { SourceCondition } from '../../store/queries/sourceCondition.ts'
import type { SourceQuery } from '../contract/sourceQuery.ts'
import type { ReadVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'

const nothing: SourceCondition = { kind: 'not', of: { kind: 'all' } }

/** Ids are those of their run. */
function oneOf(sources: readonly RunSource[], versions: readonly ReadVersion[]): SourceCondition {
  const names = new Map(versions.map(({ run }) => [run.id, run.name]))
  const conditions = [...Map.groupBy(sources, ({ runId }) => runId)].map(([runId, some]): SourceCondition => {
    const ofRun: SourceCondition = { kind: 'text', column: 'run', values: [names.get(runId) ?? ''] }
    return { kind: 'and', of: [ofRun, { kind: 'oneOf', column: 'id', values: some.map(({ sourceId }) => sourceId) }] }
  })
  return conditions.length === 0 ? nothing : { kind: 'or', of: conditions }
}

/** What a query means on some versions just now: what people said of sources has become the ids of these sources. */
export async function resolveQuery(halley: Halley, query: SourceQuery, versions: readonly ReadVersion[]): Promise<SourceCondition> {
  const { catalogue } = halley.store
  const runIds = [...new Set(versions.map(({ run }) => run.id))]
  if (query.kind === 'tagged') {
    // The catalogue stores no text with a NUL, and looks none up.
    return query.tag.includes('\0') ? nothing : oneOf(await taggedSources(catalogue, runIds, query.tag), versions)
  }
  if (query.kind === 'favourite') return oneOf(await favouriteSources(catalogue, runIds, halley.user.id), versions)
  if (query.kind === 'not') return { kind: 'not', of: await resolveQuery(halley, query.of, versions) }
  if (query.kind !== 'and' && query.kind !== 'or') return query
  const of: SourceCondition[] = []
  for (const one of query.of) of.push(await resolveQuery(halley, one, versions))
  return { kind: query.kind, of }
}
