import { refuse } from '../../fault/fault.ts'
import type { DuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'

/** The columns of a file, with their types in DuckDB. */
export type FoundColumns = ReadonlyMap<string, string>

/** A file of the old system that is not as it should be. */
export function refuseDamaged(path: string, reason: string): never {
  refuse('vast.damaged', `${path}: ${reason}`, {
    hint: 'Bring the file back in the old system, or process the run there again; the other runs can be imported without it.',
    data: { path },
  })
}

/** The rows of a query on files of the old system. @throws Refusal `vast.damaged` naming the file */
export async function vastQuery(duckDb: DuckDb, path: string, statement: string): Promise<unknown[][]> {
  try {
    return (await duckDb.connection.runAndReadAll(statement)).getRows()
  } catch (error) {
    refuseWithoutRoom(error)
    return refuseDamaged(path, `expected a Parquet file that can be read, found: ${firstLine(error)}`)
  }
}

/** Refuses what failed for want of room, where that is why it failed: what does not fit into memory goes to the disk. */
export function refuseWithoutRoom(error: unknown): void {
  const reason = firstLine(error)
  if (!reason.startsWith('Out of Memory')) return
  refuse('vast.room', `Expected room on the disk of the store to put the rows in order, found too little: ${reason}`, {
    hint: 'Make room on it, then import again.',
    retryable: true,
  })
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]
}

export async function foundColumns(duckDb: DuckDb, path: string): Promise<FoundColumns> {
  const rows = await vastQuery(duckDb, path, `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${parquetFiles([path])})`)
  return new Map(rows.map(([name, type]) => [String(name), String(type)]))
}
