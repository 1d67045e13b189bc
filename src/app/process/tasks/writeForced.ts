import type { Result } from '../../../fault/fault.ts'
import { success } from '../../../fault/fault.ts'
import type { ForcedTableInput } from '../../../pipeline/forced/forcedMeasurements.ts'
import { forcedMeasurements } from '../../../pipeline/forced/forcedMeasurements.ts'
import { numberingAfter } from '../../../pipeline/islandNumbering.ts'
import type { IslandNumbering } from '../../../pipeline/islandNumbering.ts'
import type { DuckDb } from '../../../store/parquet/duckDb.ts'
import { readColumns } from '../../../store/parquet/readParquet.ts'
import { writeParquet } from '../../../store/parquet/writeParquet.ts'
import { measurementsTable } from '../../../store/tables/measurements.ts'
import { measurementColumns } from '../../tables/measurementColumns.ts'
import { threadDuckDb } from '../threadDuckDb.ts'

export interface WriteForcedTask extends Omit<ForcedTableInput, 'islands'> {
  /** The measurements of the image's catalogue, whose island numbers the forced fits continue. */
  readonly measurementsPath: string
  readonly imageNumber: number
  /** Id of the first fit that succeeded; those that follow count on. */
  readonly firstId: number
  readonly outputPath: string
}

async function readNumbering(duckDb: DuckDb, measurementsPath: string): Promise<Result<IslandNumbering>> {
  const catalogue = await readColumns(duckDb, [measurementsPath], measurementsTable, ['island_id'])
  return catalogue.ok ? success(numberingAfter(catalogue.value.island_id)) : catalogue
}

/** Writes the table of the forced fits of one image; gives its number of rows. */
export async function writeForced(task: WriteForcedTask): Promise<Result<number>> {
  const duckDb = await threadDuckDb()
  const islands = task.facts.islands ? success(task.facts.islands) : await readNumbering(duckDb, task.measurementsPath)
  if (!islands.ok) return islands
  const { measurements } = forcedMeasurements({ ...task, islands: islands.value })
  const identity = { imageNumber: task.imageNumber, timeUtc: task.facts.timeUtc, firstId: task.firstId, forced: true }
  const columns = measurementColumns(measurements, identity)
  const written = await writeParquet(duckDb, task.outputPath, measurementsTable, columns, { layout: 'archive' })
  return written.ok ? success(measurements.count) : written
}
