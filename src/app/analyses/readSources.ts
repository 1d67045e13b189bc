import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import { readDocument } from '../../store/publishing/readDocument.ts'
import { idsOfVersion } from '../../store/explore/idsOfVersion.ts'
import type { SourceCondition } from '../../store/queries/sourceCondition.ts'
import type { SampleOrigin } from '../../store/samples/drawing.ts'
import type { ColumnsRead, DictionaryColumn } from '../../store/tables/column.ts'
import { sampleSourcesTable } from '../../store/tables/sampleTables.ts'
import { sourcesTable } from '../../store/tables/sources.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import { threadDuckDb } from '../process/threadDuckDb.ts'
import type { SampleDocument } from '../samples/sampleDocument.ts'
import type { Measures } from './curveMeasures.ts'
import { sampleDetectionMeasures, versionDetectionMeasures } from './detectionMeasures.ts'

const plainNames = ['id', 'name', 'wavg_ra', 'wavg_dec', 'n_meas', 'n_meas_sel', 'new'] as const
const measureNames = ['eta_peak', 'eta_int', 'v_peak', 'v_int'] as const
const readNames = [...plainNames, ...measureNames] as const

type ReadColumns = ColumnsRead<typeof sourcesTable, (typeof readNames)[number]>

/** The sources of a version or a sample, in the order of their file, with the measures that are analysed. */
export interface AnalysedSources extends Pick<ReadColumns, (typeof plainNames)[number]>, Measures {
  readonly run: DictionaryColumn
  readonly version: Int32Array
}

/** The measures that processing computed, of all measurements. */
function computedMeasures(columns: ReadColumns, { fluxType }: EtaVParameters): Measures {
  const { eta_peak: etaPeak, eta_int: etaInt, v_peak: vPeak, v_int: vInt, n_meas: datapoints } = columns
  return fluxType === 'peak' ? { eta: etaPeak, v: vPeak, datapoints } : { eta: etaInt, v: vInt, datapoints }
}

export interface VersionReading {
  readonly fluxFractionalError: number
  /** Null: all sources. */
  readonly condition: SourceCondition | null
  readonly parameters: EtaVParameters
}

/** The rows of the sources with some ids, in their order. */
function onlyThose(sources: AnalysedSources, ids: ReadonlySet<number>): AnalysedSources {
  const isIn = Uint8Array.from(sources.id, (id) => (ids.has(id) ? 1 : 0))
  const isWanted = (_: unknown, row: number) => isIn[row] === 1
  const { run } = sources
  return {
    id: sources.id.filter(isWanted),
    name: sources.name.filter(isWanted),
    wavg_ra: sources.wavg_ra.filter(isWanted),
    wavg_dec: sources.wavg_dec.filter(isWanted),
    n_meas: sources.n_meas.filter(isWanted),
    n_meas_sel: sources.n_meas_sel.filter(isWanted),
    new: sources.new.filter(isWanted),
    eta: sources.eta.filter(isWanted),
    v: sources.v.filter(isWanted),
    datapoints: sources.datapoints.filter(isWanted),
    version: sources.version.filter(isWanted),
    run: { values: run.values, codes: run.codes.filter(isWanted) },
  }
}

/** The sources of a version. @returns `parquet.read` where a file is missing or damaged */
export async function readVersionSources(
  origin: SampleOrigin,
  { fluxFractionalError, condition, parameters }: VersionReading,
): Promise<Result<AnalysedSources>> {
  const columns = await readColumns(await threadDuckDb(), [join(origin.resultFolder, 'sources.parquet')], sourcesTable, readNames)
  if (!columns.ok) return columns
  const { fluxType, useForced } = parameters
  const { id: sourceIds } = columns.value
  const measures = useForced
    ? success(computedMeasures(columns.value, parameters))
    : await versionDetectionMeasures({ origin, sourceIds, fluxType, fluxFractionalError })
  if (!measures.ok) return measures
  const count = sourceIds.length
  const run = { codes: new Int32Array(count), values: [origin.run] }
  const sources = { ...columns.value, ...measures.value, run, version: new Int32Array(count).fill(origin.version) }
  return success(condition === null ? sources : onlyThose(sources, await idsOfVersion(origin, condition)))
}

function coded(texts: readonly string[]): DictionaryColumn {
  const values = [...new Set(texts)]
  const codeOf = new Map(values.map((value, code) => [value, code]))
  return { values, codes: Int32Array.from(texts, (text) => codeOf.get(text) ?? -1) }
}

/** The fractional errors of the flux scale that a sample's versions were processed with, by `run@version`. */
async function fluxErrors(folder: string): Promise<Result<ReadonlyMap<string, number>>> {
  const document = await readDocument<SampleDocument>(folder, 'sample.json')
  if (!document.ok) return document
  const { origins } = document.value
  return success(new Map(origins.map(({ run, version, fluxFractionalError }) => [`${run.name}@${version}`, fluxFractionalError])))
}

/** The sources of a sample. @returns `parquet.read` or `document.read` where a file is missing or damaged */
export async function readSampleSources(folder: string, parameters: EtaVParameters): Promise<Result<AnalysedSources>> {
  const names = [...readNames, 'run', 'version'] as const
  const columns = await readColumns(await threadDuckDb(), [join(folder, 'sources.parquet')], sampleSourcesTable, names)
  if (!columns.ok) return columns
  const { version, id } = columns.value
  const run = columns.value.run.map((name) => name ?? '')
  const fluxFractionalErrors = await fluxErrors(folder)
  if (!fluxFractionalErrors.ok) return fluxFractionalErrors
  const { fluxType, useForced } = parameters
  const measured = { folder, keys: { run, version, id }, fluxType, fluxFractionalErrors: fluxFractionalErrors.value }
  const measures = useForced ? success(computedMeasures(columns.value, parameters)) : await sampleDetectionMeasures(measured)
  return measures.ok ? success({ ...columns.value, ...measures.value, run: coded(run) }) : measures
}
