import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import type { DuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { imagesTable } from '../tables/images.ts'
import { vastTable, type VastRun } from './listVastRuns.ts'
import { vastColumn } from './vastColumn.ts'
import { foundColumns, refuseDamaged, vastQuery } from './vastQuery.ts'

/** An image of a run of the VAST Pipeline, as its tables have it. */
export interface VastImage {
  /** In VAST's database. */
  readonly id: number
  readonly name: string
  readonly polarisation: string
  readonly path: string
  readonly noisePath: string
  /** Empty where there is none. */
  readonly backgroundPath: string
  readonly timeMs: number
  readonly jd: number
  readonly durationS: number
  readonly frequencyMhz: number
  readonly bandwidthMhz: number
  readonly raDeg: number
  readonly decDeg: number
  /** Half the diagonal in pixels x the scale of the second and of the first axis. */
  readonly fovBmajDeg: number
  readonly fovBminDeg: number
  /** Height and width. */
  readonly physicalBmajDeg: number
  readonly physicalBminDeg: number
  readonly radiusPixels: number
  readonly beamMajorDeg: number
  readonly beamMinorDeg: number
  readonly beamPaDeg: number
  readonly rmsMedianMjy: number
  readonly rmsMinMjy: number
  readonly rmsMaxMjy: number
  /** The file with its measurements, which was found. */
  readonly measurementsPath: string
}

type ImageRow = ReadonlyMap<string, unknown>

/**
 * The images of a run, by time and name.
 *
 * @returns `vast.damaged` where a table of the run, the band or the measurements of an image are missing
 */
export function readVastImages(duckDb: DuckDb, run: VastRun): Promise<Result<VastImage[]>> {
  return settle(async () => {
    const [missing] = run.missing
    if (missing !== undefined) refuseDamaged(join(run.folder, missing), `expected this table of run ${run.name}, found no file.`)
    const bands = await readBands(duckDb, vastTable(run, 'bands'))
    const images = (await readRows(duckDb, vastTable(run, 'images'))).map((row) => vastImage(run, row, bands))
    return images.sort((a, b) => a.timeMs - b.timeMs || (a.name < b.name ? -1 : 1))
  })
}

async function readRows(duckDb: DuckDb, path: string): Promise<ImageRow[]> {
  const file = { path, columns: await foundColumns(duckDb, path), alias: 't' }
  const expressions = imagesTable.columns.map((column) => {
    const value = vastColumn(column, file)
    if (column.type === 'string') return value
    return column.type === 'timestamp' ? `CAST(epoch_us(${value}) AS DOUBLE) / 1000` : `CAST(${value} AS DOUBLE)`
  })
  const rows = await vastQuery(duckDb, path, `SELECT ${expressions.join(', ')} FROM ${parquetFiles([path])} t`)
  return rows.map((values) => new Map(imagesTable.columns.map(({ name }, index) => [name, values[index]])))
}

interface VastBand {
  readonly frequencyMhz: number
  readonly bandwidthMhz: number
}

async function readBands(duckDb: DuckDb, path: string): Promise<ReadonlyMap<number, VastBand>> {
  const names = ['id', 'frequency', 'bandwidth'].map((name) => `CAST(${name} AS DOUBLE)`)
  const rows = await vastQuery(duckDb, path, `SELECT ${names.join(', ')} FROM ${parquetFiles([path])}`)
  return new Map(
    rows.map(([id, frequency, bandwidth]) => [Number(id), { frequencyMhz: Number(frequency), bandwidthMhz: Number(bandwidth) }]),
  )
}

function vastImage(run: VastRun, row: ImageRow, bands: ReadonlyMap<number, VastBand>): VastImage {
  const number = (name: string) => Number(row.get(name))
  const text = (name: string) => String(row.get(name))
  const name = text('name')
  const band = bands.get(number('band_id'))
  if (band === undefined) return refuseDamaged(vastTable(run, 'bands'), `expected band ${number('band_id')} of ${name}, found none.`)
  return {
    id: number('id'),
    name,
    polarisation: text('polarisation'),
    path: text('path'),
    noisePath: text('noise_path'),
    backgroundPath: text('background_path'),
    timeMs: number('datetime'),
    jd: number('jd'),
    durationS: number('duration'),
    ...band,
    raDeg: number('ra'),
    decDeg: number('dec'),
    fovBmajDeg: number('fov_bmaj'),
    fovBminDeg: number('fov_bmin'),
    physicalBmajDeg: number('physical_bmaj'),
    physicalBminDeg: number('physical_bmin'),
    radiusPixels: number('radius_pixels'),
    beamMajorDeg: number('beam_bmaj'),
    beamMinorDeg: number('beam_bmin'),
    beamPaDeg: number('beam_bpa'),
    rmsMedianMjy: number('rms_median'),
    rmsMinMjy: number('rms_min'),
    rmsMaxMjy: number('rms_max'),
    measurementsPath: measurementsOf(run, name, text('measurements_path')),
  }
}

/** Where a working directory was moved, the path that the table has leads nowhere. */
function measurementsOf({ name: runName, workingDirectory }: VastRun, name: string, said: string): string {
  const usual = join(workingDirectory, 'images', name.replaceAll('.', '_'), 'measurements.parquet')
  const found = [usual, resolve(workingDirectory, said)].find((path) => path.endsWith('.parquet') && existsSync(path))
  return found ?? refuseDamaged(usual, `expected the measurements of image ${name} of run ${runName}, found no file.`)
}
