import { join } from 'node:path'
import { success, type Result } from '../../fault/fault.ts'
import type { Run } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import type { ComparedSources } from '../../pipeline/identity/compareSources.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import { sourcesTable } from '../../store/tables/sources.ts'
import type { Halley } from '../halley.ts'
import { threadDuckDb } from '../process/threadDuckDb.ts'

const comparedColumns = [
  'id',
  'n_meas',
  'wavg_ra',
  'wavg_dec',
  'wavg_uncertainty_ew',
  'wavg_uncertainty_ns',
  'avg_flux_peak',
  'v_peak',
] as const

/** The columns of sources that are compared; who has which measurement comes from elsewhere. */
export type SourceColumns = Omit<ComparedSources, 'members'>

/** Where the result of a version is. */
export function resultFolderOf(halley: Halley, run: Run, number: number): string {
  const resultId = versionOf(run, number)?.resultId
  if (resultId === undefined) throw new Error(`Run ${run.id} has no version ${number}`)
  return halley.store.paths.result(run.id, resultId)
}

/** Reads the sources of a result. @returns `parquet.read` where the file is missing or damaged */
export async function readSourceColumns(folder: string): Promise<Result<SourceColumns>> {
  const sources = await readColumns(await threadDuckDb(), [join(folder, 'sources.parquet')], sourcesTable, comparedColumns)
  if (!sources.ok) return sources
  const columns = sources.value
  return success({
    id: columns.id,
    measurements: columns.n_meas,
    raDeg: columns.wavg_ra,
    decDeg: columns.wavg_dec,
    raErrorDeg: columns.wavg_uncertainty_ew,
    decErrorDeg: columns.wavg_uncertainty_ns,
    meanFluxMjy: columns.avg_flux_peak,
    modulation: columns.v_peak,
  })
}
