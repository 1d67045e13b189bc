import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import type { ColumnsRead, DictionaryColumn } from '../../store/tables/column.ts'
import { sampleSourcesTable } from '../../store/tables/sampleTables.ts'
import { sourcesTable } from '../../store/tables/sources.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import { threadDuckDb } from '../process/threadDuckDb.ts'

const readNames = ['id', 'name', 'wavg_ra', 'wavg_dec', 'n_meas', 'n_meas_sel', 'new', 'eta_peak', 'eta_int', 'v_peak', 'v_int'] as const

type SourceColumns = ColumnsRead<typeof sourcesTable, (typeof readNames)[number]>

/** The sources of a version or a sample, in the order of their file. */
export interface AnalysedSources extends SourceColumns {
  readonly run: DictionaryColumn
  readonly version: Int32Array
}

/** The sources of a version, whose folder is given. @returns `parquet.read` where its file is missing or damaged */
export async function readVersionSources(folder: string, run: string, version: number): Promise<Result<AnalysedSources>> {
  const columns = await readColumns(await threadDuckDb(), [join(folder, 'sources.parquet')], sourcesTable, readNames)
  if (!columns.ok) return columns
  const count = columns.value.id.length
  return success({ ...columns.value, run: { codes: new Int32Array(count), values: [run] }, version: new Int32Array(count).fill(version) })
}

function coded(texts: readonly (string | null)[]): DictionaryColumn {
  const values = [...new Set(texts)].map((text) => text ?? '')
  const codeOf = new Map(values.map((value, code) => [value, code]))
  return { values, codes: Int32Array.from(texts, (text) => codeOf.get(text ?? '') ?? -1) }
}

/** The sources of a sample, whose folder is given. @returns `parquet.read` where its file is missing or damaged */
export async function readSampleSources(folder: string): Promise<Result<AnalysedSources>> {
  const names = [...readNames, 'run', 'version'] as const
  const columns = await readColumns(await threadDuckDb(), [join(folder, 'sources.parquet')], sampleSourcesTable, names)
  return columns.ok ? success({ ...columns.value, run: coded(columns.value.run) }) : columns
}

/** Eta and V as the parameters ask for them. */
export function chosenMeasures(sources: AnalysedSources, { fluxType }: EtaVParameters) {
  const { eta_peak: etaPeak, eta_int: etaInt, v_peak: vPeak, v_int: vInt } = sources
  return fluxType === 'peak' ? { eta: etaPeak, v: vPeak } : { eta: etaInt, v: vInt }
}
