import { constants } from 'node:fs'
import { chmod, copyFile, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse, settle, type Result } from '../../fault/fault.ts'
import { openDirectorySink } from '../files/directorySink.ts'
import { sqlLiteral, type DuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'

export interface CopyOptions {
  /** A new or an empty folder of the user. */
  readonly to: string
  /** Tables as CSV instead of Parquet. */
  readonly asCsv: boolean
  readonly isStopped: () => boolean
}

export interface CopiedFile {
  readonly path: string
  readonly bytes: number
}

interface Copy {
  readonly from: string
  readonly path: string
  readonly isTable: boolean
}

/** The manifest says what the files were: with tables in another form it would say something wrong. */
function copiesOf(folder: string, names: readonly string[], { to, asCsv }: CopyOptions): Copy[] {
  const kept = names.filter((name) => !(asCsv && name === 'manifest.json')).toSorted()
  return kept.map((name) => {
    const isTable = asCsv && name.endsWith('.parquet')
    return { from: join(folder, name), path: join(to, isTable ? name.replace(/parquet$/, 'csv') : name), isTable }
  })
}

async function copy(duckDb: DuckDb, { from, path, isTable }: Copy): Promise<CopiedFile> {
  if (isTable)
    await duckDb.connection.run(`COPY (FROM ${parquetFiles([from])}) TO ${sqlLiteral(path)} (FORMAT csv, HEADER, USE_TMP_FILE false)`)
  else await copyFile(from, path, constants.COPYFILE_EXCL)
  await chmod(path, 0o644)
  return { path, bytes: (await stat(path)).size }
}

/**
 * Copies the files of a sample or an analysis to a folder of the user; where that fails, the files that were written go.
 *
 * @returns `directory.notEmpty` and `directory.unwritable` for the folder, `export.write` where a file cannot be read
 * or written, `interrupted`
 */
export function copyOut(duckDb: DuckDb, folder: string, options: CopyOptions): Promise<Result<readonly CopiedFile[]>> {
  return settle(async () => {
    const sink = await openDirectorySink(options.to)
    if (!sink.ok) refuse(sink.fault.code, sink.fault.message, sink.fault)
    const written: CopiedFile[] = []
    const begun: string[] = []
    try {
      for (const one of copiesOf(folder, await readdir(folder), options)) {
        if (options.isStopped())
          refuse('interrupted', 'The export was stopped.', { hint: 'Start it again when you like.', retryable: true })
        begun.push(one.path)
        written.push(await copy(duckDb, one))
      }
      return written
    } catch (error) {
      for (const path of begun) await rm(path, { force: true })
      return refuseToCopy(options.to, error)
    }
  })
}

/** DuckDB throws plain errors, the system those with the name of a call. */
function refuseToCopy(to: string, error: unknown): never {
  if (!(error instanceof Error) || (error.constructor !== Error && !('syscall' in error))) throw error
  refuse('export.write', `${to}: expected to write the files there, found: ${error.message.split('\n')[0]}.`, {
    hint: 'Check that the folder may be written and that its disk has room, then export again.',
    retryable: true,
    data: { path: to },
  })
}
