import { join } from 'node:path'
import { success, type Result } from '../../fault/fault.ts'
import { countSourcesOf } from '../../store/queries/countSources.ts'
import type { SourceCount } from '../contract/sample.ts'
import type { RunVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { parseSourceQuery } from '../queries/parseSourceQuery.ts'
import { printSourceQuery } from '../queries/printSourceQuery.ts'
import { resolveQuery } from '../queries/resolveQuery.ts'
import { chosenVersions } from './sampleRequest.ts'

/**
 * How many sources of versions of runs a query is true of now, as a sample of them would have.
 *
 * @returns the faults of the query with their places, `sample.noRun`, the faults of finding runs and versions
 */
export async function countSources(halley: Halley, from: readonly RunVersion[], text: string): Promise<Result<SourceCount>> {
  const query = parseSourceQuery(text)
  if (!query.ok) return query
  const versions = await chosenVersions(halley, from)
  if (!versions.ok) return versions
  const condition = await resolveQuery(halley, query.value, versions.value)
  const files = versions.value.map(({ run, version, result }) => {
    return { run: run.name, version, sourcesPath: join(halley.store.paths.result(run.id, result.id), 'sources.parquet') }
  })
  const counted = await countSourcesOf(files, condition)
  if (!counted.ok) return counted
  return success({ sources: counted.value.fitting, of: counted.value.all, query: printSourceQuery(query.value) })
}
