import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { readColumns, visitColumns } from '../../store/parquet/readParquet.ts'
import type { SampleOrigin } from '../../store/samples/drawing.ts'
import { associationsTable } from '../../store/tables/associations.ts'
import { measurementsTable } from '../../store/tables/measurements.ts'
import { sampleMeasurementsTable } from '../../store/tables/sampleTables.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import { FIRST_FORCED_ID, firstMeasurementId, ROWS_PER_IMAGE } from '../process/measurementId.ts'
import { threadDuckDb } from '../process/threadDuckDb.ts'
import { CurveMeasures, type Measures } from './curveMeasures.ts'

type FluxType = EtaVParameters['fluxType']

const fluxColumns = { peak: ['flux_peak', 'flux_peak_err'], int: ['flux_int', 'flux_int_err'] } as const

interface Fluxes {
  readonly flux: Float64Array
  readonly fluxErr: Float64Array
}

/** The fluxes of one image, at the number of their row in its catalogue. */
async function imageFluxes({ number, measurementsPath }: SampleOrigin['images'][number], fluxType: FluxType): Promise<Result<Fluxes>> {
  const [fluxName, errName] = fluxColumns[fluxType]
  const read = await readColumns(await threadDuckDb(), [measurementsPath], measurementsTable, ['id', fluxName, errName])
  if (!read.ok) return read
  const { id } = read.value
  const first = firstMeasurementId(number)
  const rows = id.reduce((most, value) => Math.max(most, value - first + 1), 0)
  const [flux, fluxErr] = [new Float64Array(rows), new Float64Array(rows)]
  const { [fluxName]: fluxRead, [errName]: errRead } = read.value
  for (let i = 0; i < id.length; i++) {
    flux[id[i] - first] = fluxRead[i]
    fluxErr[id[i] - first] = errRead[i]
  }
  return success({ flux, fluxErr })
}

export interface MeasuredVersion {
  readonly origin: SampleOrigin
  /** Ids of the sources, in the order of their file. */
  readonly sourceIds: Float64Array
  readonly fluxType: FluxType
  readonly fluxFractionalError: number
}

/** Eta and V of a version's sources from their detections alone. @returns `parquet.read` where a file is missing or damaged */
export async function versionDetectionMeasures(version: MeasuredVersion): Promise<Result<Measures>> {
  const { origin, sourceIds, fluxType, fluxFractionalError } = version
  const fluxes = new Map<number, Fluxes>()
  for (const image of origin.images) {
    const read = await imageFluxes(image, fluxType)
    if (!read.ok) return read
    fluxes.set(image.number, read.value)
  }
  const rowOf = new Map(Array.from(sourceIds, (id, row) => [id, row]))
  const measures = new CurveMeasures(sourceIds.length)
  const path = join(origin.resultFolder, 'associations.parquet')
  const visited = await visitColumns(await threadDuckDb(), [path], associationsTable, ['source_id', 'meas_id'], (rows) => {
    for (let i = 0; i < rows.meas_id.length; i++) {
      const id = rows.meas_id[i]
      const image = id < FIRST_FORCED_ID ? fluxes.get(Math.floor(id / ROWS_PER_IMAGE)) : undefined
      const row = rowOf.get(rows.source_id[i])
      if (image && row !== undefined)
        measures.add(row, image.flux[id % ROWS_PER_IMAGE], image.fluxErr[id % ROWS_PER_IMAGE], fluxFractionalError)
    }
  })
  return visited.ok ? success(measures.end()) : visited
}

/** What a source of a sample is known by. */
export interface SourceKeys {
  readonly run: readonly string[]
  readonly version: Int32Array
  readonly id: Float64Array
}

export interface MeasuredSample {
  readonly folder: string
  /** Of the sources, in the order of their file. */
  readonly keys: SourceKeys
  readonly fluxType: FluxType
  /** By `run@version`. */
  readonly fluxFractionalErrors: ReadonlyMap<string, number>
}

/** The rows of sources by `run@version`, then by id. */
function rowsOf({ run, version, id }: SourceKeys): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const rows = new Map<string, Map<number, number>>()
  for (let row = 0; row < id.length; row++) {
    const origin = `${run[row]}@${version[row]}`
    const ofOrigin = rows.get(origin)
    if (ofOrigin) ofOrigin.set(id[row], row)
    else rows.set(origin, new Map([[id[row], row]]))
  }
  return rows
}

/** Eta and V of a sample's sources from their detections alone. @returns `parquet.read` where a file is missing or damaged */
export async function sampleDetectionMeasures(sample: MeasuredSample): Promise<Result<Measures>> {
  const { folder, keys, fluxType, fluxFractionalErrors } = sample
  const rowsByOrigin = rowsOf(keys)
  const measures = new CurveMeasures(keys.id.length)
  const [fluxName, errName] = fluxColumns[fluxType]
  const names = ['run', 'version', 'source_id', 'forced', fluxName, errName] as const
  const path = join(folder, 'measurements.parquet')
  const visited = await visitColumns(await threadDuckDb(), [path], sampleMeasurementsTable, names, (rows) => {
    const { [fluxName]: flux, [errName]: fluxErr } = rows
    for (let i = 0; i < rows.forced.length; i++) {
      const origin = `${rows.run[i]}@${rows.version[i]}`
      const row = rowsByOrigin.get(origin)?.get(rows.source_id[i])
      if (rows.forced[i] === 0 && row !== undefined) measures.add(row, flux[i], fluxErr[i], fluxFractionalErrors.get(origin) ?? 0)
    }
  })
  return visited.ok ? success(measures.end()) : visited
}
