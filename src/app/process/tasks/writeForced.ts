import type { Result } from '../../../fault/fault.ts'
import { success } from '../../../fault/fault.ts'
import type { ForcedTableInput } from '../../../pipeline/forced/forcedMeasurements.ts'
import { forcedMeasurements } from '../../../pipeline/forced/forcedMeasurements.ts'
import { readColumns } from '../../../store/parquet/readParquet.ts'
import { writeParquet } from '../../../store/parquet/writeParquet.ts'
import { measurementsTable } from '../../../store/tables/measurements.ts'
import { measurementColumns } from '../../tables/measurementColumns.ts'
import { threadDuckDb } from '../threadDuckDb.ts'

export interface WriteForcedTask extends Omit<ForcedTableInput, 'islandIds'> {
  /** The measurements of the image's catalogue, whose island numbers the forced fits continue. */
  readonly measurementsPath: string
  readonly imageNumber: number
  /** Id of the first fit that succeeded; those that follow count on. */
  readonly firstId: number
  readonly outputPath: string
}

/** Writes the table of the forced fits of one image; gives its number of rows. */
export async function writeForced(task: WriteForcedTask): Promise<Result<number>> {
  const duckDb = await threadDuckDb()
  const catalogue = await readColumns(duckDb, [task.measurementsPath], measurementsTable, ['island_id'])
  if (!catalogue.ok) return catalogue
  const islandIds = catalogue.value.island_id.filter((id) => id !== null)
  const { measurements } = forcedMeasurements({ ...task, islandIds })
  const identity = { imageNumber: task.imageNumber, timeUtc: task.facts.timeUtc, firstId: task.firstId, forced: true }
  const columns = measurementColumns(measurements, identity)
  const written = await writeParquet(duckDb, task.outputPath, measurementsTable, columns, { layout: 'archive' })
  return written.ok ? success(measurements.count) : written
}
