import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { imagesOfResult } from '../catalogue/results.ts'
import type { Store } from '../store.ts'
import type { MeasurementFiles } from './exportTables.ts'

/** The tables of a result that Arrow files are made of. */
export interface ResultTables extends MeasurementFiles {
  /** null where the result was made without pairs. */
  readonly pairs: string | null
}

/** The files of a result: catalogue measurements in the order of its images, then forced fits by name. */
export async function resultTables(store: Store, runId: string, resultId: string): Promise<ResultTables> {
  const folder = store.paths.result(runId, resultId)
  const images = await imagesOfResult(store.catalogue, resultId)
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.parquet')).sort()
  const forced = names.filter((name) => name.startsWith('forced_measurements_'))
  return {
    associations: join(folder, 'associations.parquet'),
    measurements: [...images.map(({ id }) => store.paths.imageMeasurements(id)), ...forced.map((name) => join(folder, name))],
    pairs: names.includes('measurement_pairs.parquet') ? join(folder, 'measurement_pairs.parquet') : null,
  }
}

/** None where the folder is gone: that the associations are missing is told when they are read. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
