import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { sampleCurves, sampleSource, type SampleKey } from '../../store/samples/sampleCurves.ts'
import type { TableRow } from '../../store/queries/readTables.ts'
import type { ColumnSpec } from '../../store/tables/column.ts'
import { sourcesTable } from '../../store/tables/sources.ts'
import { mjdOfUnixMs } from '../../sky/julianDate.ts'
import type { SampleSource } from '../contract/sampleCurves.ts'
import { cellsOf, sourceColumns } from '../explore/sourceCells.ts'
import type { Halley } from '../halley.ts'
import { showSample } from './listSamples.ts'

const columns = (sourcesTable.columns as readonly ColumnSpec[]).map(({ name, unit, description }) => ({
  name,
  unit: unit ?? null,
  description,
}))

function measurementOf(row: TableRow): SampleSource['measurements'][number] {
  const time = row['time'] instanceof Date ? row['time'] : new Date(NaN)
  const number = (column: string) => Number(row[column])
  return {
    id: number('id'),
    image: String(row['image_name']),
    timeUtc: time.toISOString(),
    mjd: mjdOfUnixMs(time.getTime()),
    frequencyMhz: number('frequency'),
    raDeg: number('ra'),
    decDeg: number('dec'),
    peakMjy: number('flux_peak'),
    peakErrorMjy: number('flux_peak_err'),
    integratedMjy: number('flux_int'),
    integratedErrorMjy: number('flux_int_err'),
    noiseMjy: number('local_rms'),
    snr: row['snr'] === null ? null : number('snr'),
    isForced: row['forced'] === true,
  }
}

/**
 * A source as a sample keeps it, with its light curve: it does not ask its run, which may have changed or be gone.
 *
 * @returns the faults of finding the sample, `source.notFound` where it has no such source, `parquet.read`
 */
export async function showSampleSource(halley: Halley, nameOrId: string, key: SampleKey): Promise<Result<SampleSource>> {
  const sample = await showSample(halley, nameOrId)
  if (!sample.ok) return sample
  const { id, name, origins } = sample.value
  const folder = halley.store.paths.sample(id)
  const rows = await sampleSource(folder, key)
  if (!rows.ok) return rows
  const [row] = rows.value
  const origin = origins.find(({ run, version }) => run === key.run && version === key.version)
  if (!row || !origin) {
    const message = `Sample ${name}: expected a source ${key.id} of version ${key.version} of ${key.run}, found none.`
    return failure(makeFault('source.notFound', message, { hint: 'Its table of sources has all that it has.' }))
  }
  const curve = await sampleCurves(folder, [key])
  if (!curve.ok) return curve
  const { runId, where, remark, canRead } = origin
  return success({
    sample: { id, name },
    ...key,
    name: String(row['name']),
    origin: { runId, where, remark, canRead },
    columns,
    values: cellsOf(row, sourceColumns),
    measurements: curve.value.map(measurementOf),
  })
}
