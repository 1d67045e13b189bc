import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Result } from '../../fault/fault.ts'
import { openDuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { writeParquet } from '../parquet/writeParquet.ts'
import type { ColumnData, TableSpec } from '../tables/column.ts'
import { exportRows, type RowFormat } from './exportRows.ts'

export interface GivenExport {
  readonly table: TableSpec
  /** By the names of its columns. */
  readonly columns: Readonly<Record<string, ColumnData>>
  readonly format: RowFormat
  /** A folder for files on the way. */
  readonly scratch: string
}

const memoryLimitMb = 200

/**
 * A table that is at hand, as the bytes of a file. Texts have a file on the way that is gone once they are read.
 *
 * @returns `parquet.write` where the disk is full
 */
export async function exportGiven({ table, columns, format, scratch }: GivenExport): Promise<Result<Readable>> {
  const path = join(scratch, `${randomUUID()}.parquet`)
  await mkdir(scratch, { recursive: true })
  const duckDb = await openDuckDb({ memoryLimitMb, threads: 1 })
  try {
    const written = await writeParquet(duckDb, path, table, columns, { layout: 'query' })
    if (!written.ok) return written
  } finally {
    duckDb.close()
  }
  const rows = await exportRows({ table, from: () => parquetFiles([path]), format, paths: [path], scratch })
  if (!rows.ok) await rm(path, { force: true })
  else rows.value.once('close', () => void rm(path, { force: true }))
  return rows
}
