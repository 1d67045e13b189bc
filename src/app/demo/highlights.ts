import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import { associationsTable } from '../../store/tables/associations.ts'
import { imagesTable } from '../../store/tables/images.ts'
import { measurementsTable } from '../../store/tables/measurements.ts'
import { sourcesTable } from '../../store/tables/sources.ts'
import { threadDuckDb } from '../process/threadDuckDb.ts'

/** One of the most variable sources of a run, with its light curve in time order. */
export interface Highlight {
  readonly name: string
  readonly eta: number
  readonly fluxPeakMjy: readonly number[]
  readonly fluxPeakErrMjy: readonly number[]
  readonly timeMs: readonly number[]
  readonly isForced: readonly boolean[]
}

const HIGHLIGHTS = 5

interface Point {
  readonly fluxPeakMjy: number
  readonly fluxPeakErrMjy: number
  readonly timeMs: number
  readonly isForced: boolean
}

async function readPoints(directory: string): Promise<Result<ReadonlyMap<number, Point>>> {
  const duckDb = await threadDuckDb()
  const images = await readColumns(duckDb, [join(directory, 'images.parquet')], imagesTable, ['measurements_path'])
  if (!images.ok) return images
  const forced = readdirSync(directory).filter((name) => name.startsWith('forced_measurements_'))
  const paths = [...images.value.measurements_path.filter((path) => path !== null), ...forced.map((name) => join(directory, name))]
  const columns = await readColumns(duckDb, paths, measurementsTable, ['id', 'flux_peak', 'flux_peak_err', 'time', 'forced'])
  if (!columns.ok) return columns
  const { id, flux_peak: flux, flux_peak_err: fluxErr, time, forced: isForced } = columns.value
  const points = Array.from(id, (key, row) => {
    return [key, { fluxPeakMjy: flux[row], fluxPeakErrMjy: fluxErr[row], timeMs: time[row], isForced: isForced[row] === 1 }] as const
  })
  return success(new Map(points))
}

/** The sources with the largest eta of the peak fluxes in a run directory, with their light curves. */
export async function readHighlights(directory: string): Promise<Result<readonly Highlight[]>> {
  const duckDb = await threadDuckDb()
  const sources = await readColumns(duckDb, [join(directory, 'sources.parquet')], sourcesTable, ['id', 'name', 'eta_peak'])
  if (!sources.ok) return sources
  const associations = await readColumns(duckDb, [join(directory, 'associations.parquet')], associationsTable, ['source_id', 'meas_id'])
  if (!associations.ok) return associations
  const points = await readPoints(directory)
  if (!points.ok) return points
  const { id, name, eta_peak: eta } = sources.value
  const members = Map.groupBy(associations.value.meas_id.keys(), (entry) => associations.value.source_id[entry])
  const best = [...id.keys()]
    .filter((row) => Number.isFinite(eta[row]))
    .sort((a, b) => eta[b] - eta[a])
    .slice(0, HIGHLIGHTS)
  return success(
    best.map((row) => {
      const curve = (members.get(id[row]) ?? []).flatMap((entry) => points.value.get(associations.value.meas_id[entry]) ?? [])
      curve.sort((a, b) => a.timeMs - b.timeMs)
      return {
        name: name[row] ?? '',
        eta: eta[row],
        fluxPeakMjy: curve.map((point) => point.fluxPeakMjy),
        fluxPeakErrMjy: curve.map((point) => point.fluxPeakErrMjy),
        timeMs: curve.map((point) => point.timeMs),
        isForced: curve.map((point) => point.isForced),
      }
    }),
  )
}
