import { join } from 'node:path'
import { success, type Result } from '../../fault/fault.ts'
import type { Run } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import { sourcesTable } from '../../store/tables/sources.ts'
import type { Halley } from '../halley.ts'
import { threadDuckDb } from '../process/threadDuckDb.ts'

/** The ids of a version's sources. */
export async function sourceIdsOf(halley: Halley, run: Run, number: number): Promise<Result<ReadonlySet<number>>> {
  const resultId = versionOf(run, number)?.resultId
  if (resultId === undefined) throw new Error(`Run ${run.id} has no version ${number}`)
  const path = join(halley.store.paths.result(run.id, resultId), 'sources.parquet')
  const columns = await readColumns(await threadDuckDb(), [path], sourcesTable, ['id'])
  return columns.ok ? success(new Set(columns.value.id)) : columns
}
