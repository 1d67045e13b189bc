import { constants } from 'node:fs'
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { refuse, settle, type Result } from '../../fault/fault.ts'
import { isMissing } from '../files/isMissing.ts'
import { sqlLiteral, type DuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'

export interface DrawnFile {
  readonly name: string
  readonly bytes: number
  readonly isTable: boolean
}

function isTable(name: string): boolean {
  return name.endsWith('.parquet')
}

/** The files of a sample or an analysis, by name; none where the folder is gone. */
export async function drawnFiles(folder: string): Promise<readonly DrawnFile[]> {
  try {
    const names = (await readdir(folder)).toSorted()
    return await Promise.all(names.map(async (name) => ({ name, bytes: (await stat(join(folder, name))).size, isTable: isTable(name) })))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** A file as it goes out; whoever reads it to its end, or destroys it, closes it. */
export interface OpenedFile {
  readonly name: string
  readonly bytes: number
  readonly content: Readable
}

async function opened(handle: FileHandle, name: string): Promise<OpenedFile> {
  return { name, bytes: (await handle.stat()).size, content: handle.createReadStream() }
}

/** Writes a table as CSV beside, and takes its name away at once: it goes when it was read. */
async function openCsv(duckDb: DuckDb, path: string, name: string, scratch: string): Promise<OpenedFile> {
  const csv = join(scratch, `${randomUUID()}.csv`)
  await mkdir(scratch, { recursive: true })
  try {
    await duckDb.connection.run(`COPY (FROM ${parquetFiles([path])}) TO ${sqlLiteral(csv)} (FORMAT csv, HEADER, USE_TMP_FILE false)`)
    return await opened(await open(csv, 'r'), name.replace(/parquet$/, 'csv'))
  } finally {
    await rm(csv, { force: true })
  }
}

export interface OpenOptions {
  /** A table as CSV instead of Parquet, made in this folder; null: as it is. */
  readonly csv: { readonly scratch: string; readonly duckDb: () => Promise<DuckDb> } | null
}

/**
 * Opens one file of a sample or an analysis. It can be read to its end even when it is purged meanwhile.
 *
 * @returns `file.missing` for a name that is none of its files, `file.type` for CSV of what is no table
 */
export function openDrawnFile(folder: string, name: string, { csv }: OpenOptions): Promise<Result<OpenedFile>> {
  return settle(async () => {
    const files = await drawnFiles(folder)
    const file = files.find((one) => one.name === name)
    if (!file) {
      refuse('file.missing', `${name}: expected the name of one of the files, found none of that name.`, {
        hint: `The files are: ${files.map((one) => one.name).join(', ')}.`,
        data: { name },
      })
    }
    const path = join(folder, file.name)
    if (csv === null) return opened(await open(path, constants.O_RDONLY | constants.O_NOFOLLOW), file.name)
    if (!file.isTable) refuse('file.type', `${name}: expected a table, found another file.`, { hint: 'Take it as it is.', data: { name } })
    return openCsv(await csv.duckDb(), path, file.name, csv.scratch)
  })
}
