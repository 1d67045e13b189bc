import { join } from 'node:path'
import { success, type Result } from '../../fault/fault.ts'
import type { Run } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import type { ComparedSources } from '../../pipeline/identity/compareSources.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import { associationsTable } from '../../store/tables/associations.ts'
import { sourcesTable } from '../../store/tables/sources.ts'
import type { Halley } from '../halley.ts'
import { FIRST_FORCED_ID } from '../process/measurementId.ts'
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

/** Leaves out the forced measurements, in place: what was read is nobody else's. */
function catalogueMembers(sourceId: Float64Array, measurementId: Float64Array): ComparedSources['members'] {
  let count = 0
  for (let row = 0; row < measurementId.length; row++) {
    if (measurementId[row] >= FIRST_FORCED_ID) continue
    sourceId[count] = sourceId[row]
    measurementId[count++] = measurementId[row]
  }
  return { sourceId: sourceId.subarray(0, count), measurementId: measurementId.subarray(0, count) }
}

/** Reads the sources of a version with the catalogue measurements that they are made of. */
export async function readSourcesOf(halley: Halley, run: Run, number: number): Promise<Result<ComparedSources>> {
  const resultId = versionOf(run, number)?.resultId
  if (resultId === undefined) throw new Error(`Run ${run.id} has no version ${number}`)
  const folder = halley.store.paths.result(run.id, resultId)
  const duckDb = await threadDuckDb()
  const sources = await readColumns(duckDb, [join(folder, 'sources.parquet')], sourcesTable, comparedColumns)
  if (!sources.ok) return sources
  const associations = await readColumns(duckDb, [join(folder, 'associations.parquet')], associationsTable, ['source_id', 'meas_id'])
  if (!associations.ok) return associations
  const { source_id: sourceId, meas_id: measurementId } = associations.value
  const members = catalogueMembers(sourceId, measurementId)
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
    members,
  })
}
