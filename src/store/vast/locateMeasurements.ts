import { settle, type Result } from '../../fault/fault.ts'
import type { DuckDb } from '../parquet/duckDb.ts'
import { vastQuery } from './vastQuery.ts'

/** Where a measurement of VAST is among those of its run. */
export interface VastMeasurement {
  /** Its image, by place in the run's list. */
  readonly image: number
  readonly forced: boolean
  /** In the image's catalogue, or among all forced fits of the run. */
  readonly row: number
}

const idsAtOnce = 10_000

/** Finds measurements of the run that was loaded last with this connection by their ids in VAST; others are left out. */
export function locateMeasurements(duckDb: DuckDb, ids: readonly number[]): Promise<Result<ReadonlyMap<number, VastMeasurement>>> {
  return settle(async () => {
    const found = new Map<number, VastMeasurement>()
    for (let first = 0; first < ids.length; first += idsAtOnce) {
      const list = ids
        .slice(first, first + idsAtOnce)
        .filter(Number.isSafeInteger)
        .join(', ')
      const select = `SELECT CAST(old AS DOUBLE), image, forced, CAST(row AS DOUBLE) FROM vast_measurements WHERE old IN (${list})`
      for (const [old, image, forced, row] of list === '' ? [] : await vastQuery(duckDb, 'vast_measurements', select)) {
        found.set(Number(old), { image: Number(image), forced: forced === true, row: Number(row) })
      }
    }
    return found
  })
}
