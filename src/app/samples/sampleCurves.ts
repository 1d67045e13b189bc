import { success, type Result } from '../../fault/fault.ts'
import { sampleCurves as readCurves, samplePositions, type SampleKey } from '../../store/samples/sampleCurves.ts'
import type { TableRow } from '../../store/queries/readTables.ts'
import type { SampleCurves, SamplePoints } from '../contract/sampleCurves.ts'
import type { SourcePage, SourcePageQuery } from '../contract/sourcePage.ts'
import type { Halley } from '../halley.ts'
import { listSampleSources } from './listSampleSources.ts'
import { showSample } from './listSamples.ts'

interface NamedKey extends SampleKey {
  readonly name: string
}

function keysOf({ columns, rows }: SourcePage): NamedKey[] {
  const [run = 0, version = 0, id = 0, name = 0] = ['run', 'version', 'id', 'name'].map((one) =>
    columns.findIndex((column) => column.name === one),
  )
  return rows.map((row) => ({ run: String(row[run]), version: Number(row[version]), id: Number(row[id]), name: String(row[name]) }))
}

function keyText(run: unknown, version: unknown, id: unknown): string {
  return `${String(run)} ${Number(version)} ${Number(id)}`
}

function numbers(rows: readonly TableRow[], column: string): number[] {
  return rows.map((row) => Number(row[column]))
}

function timeMs(row: TableRow): number {
  const { time } = row
  return time instanceof Date ? time.getTime() : NaN
}

/** Light curves of sources of a sample, in an order of its sources, some a page. @returns the faults of {@link listSampleSources} */
export async function listSampleCurves(halley: Halley, nameOrId: string, wanted: SourcePageQuery): Promise<Result<SampleCurves>> {
  const sample = await showSample(halley, nameOrId)
  if (!sample.ok) return sample
  const { id: sampleId } = sample.value
  const page = await listSampleSources(halley, sampleId, wanted)
  if (!page.ok) return page
  const keys = keysOf(page.value)
  const rows = keys.length === 0 ? success([]) : await readCurves(halley.store.paths.sample(sampleId), keys)
  if (!rows.ok) return rows
  const bySource = Map.groupBy(rows.value, (row) => keyText(row['run'], row['version'], row['source_id']))
  const curves = keys.map(({ run, version, id, name }) => {
    const own = bySource.get(keyText(run, version, id)) ?? []
    return {
      run,
      version,
      id,
      name,
      timeMs: own.map(timeMs),
      peakMjy: numbers(own, 'flux_peak'),
      peakErrorMjy: numbers(own, 'flux_peak_err'),
      integratedMjy: numbers(own, 'flux_int'),
      integratedErrorMjy: numbers(own, 'flux_int_err'),
      isForced: own.map((row) => row['forced'] === true),
    }
  })
  const { total, next } = page.value
  return success({ curves, total, next })
}

/** Where the sources of a sample are: at most so many of them. @returns the faults of finding the sample, `parquet.read` */
export async function showSamplePoints(halley: Halley, nameOrId: string, most: number): Promise<Result<SamplePoints>> {
  const sample = await showSample(halley, nameOrId)
  if (!sample.ok) return sample
  const rows = await samplePositions(halley.store.paths.sample(sample.value.id), most)
  if (!rows.ok) return rows
  const texts = (column: string) => rows.value.map((row) => String(row[column]))
  return success({
    total: sample.value.counts.sources,
    run: texts('run'),
    version: numbers(rows.value, 'version'),
    id: numbers(rows.value, 'id'),
    name: texts('name'),
    raDeg: numbers(rows.value, 'wavg_ra'),
    decDeg: numbers(rows.value, 'wavg_dec'),
  })
}
