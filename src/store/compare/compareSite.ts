import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { removeMade } from '../files/removeMade.ts'
import { makeFolder } from '../home.ts'
import { openDuckDb, type DuckDb } from '../parquet/duckDb.ts'

const MEMORY_MB = 150

/** Where two results are compared: a DuckDB that spills to a folder of its own, which goes afterwards. */
export interface CompareSite {
  readonly duckDb: DuckDb
  /** For files on the way. */
  readonly folder: string
}

/** Does some work with a {@link CompareSite}. @param scratch the scratch folder of the process */
export async function atCompareSite<T>(scratch: string, work: (site: CompareSite) => Promise<T>): Promise<T> {
  const folder = join(scratch, `comparing-${randomUUID()}`)
  makeFolder(scratch)
  makeFolder(folder)
  const duckDb = await openDuckDb({ memoryLimitMb: MEMORY_MB, threads: 2, spillFolder: join(folder, 'spilled') })
  try {
    return await work({ duckDb, folder })
  } finally {
    duckDb.close()
    await removeMade(folder)
  }
}
