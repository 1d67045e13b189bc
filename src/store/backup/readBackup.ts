import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { refuse } from '../../fault/fault.ts'
import { backupFormat, type BackupHeader, type BackupLine, type BackupValue } from './backupFormat.ts'

/** Rows of one table as a backup has them. */
export interface BackupRows {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly BackupValue[])[]
}

const rowsAtOnce = 500

function damaged(path: string, found: string): never {
  refuse('backup.damaged', `${path}: expected a backup of a catalogue of Halley, found ${found}.`, {
    hint: 'Take another backup: backups/ of the store has one for each day.',
    data: { path },
  })
}

async function* linesOf(path: string): AsyncGenerator<BackupLine> {
  const bytes = createReadStream(path)
  const text = bytes.pipe(createGunzip()).setEncoding('utf8')
  bytes.on('error', (error) => text.destroy(error))
  try {
    let rest = ''
    for await (const chunk of text) {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield JSON.parse(line) as BackupLine
    }
  } catch (error) {
    if (error instanceof SyntaxError) damaged(path, 'a line that is no JSON')
    if (!(error instanceof Error && 'code' in error)) throw error
    if (!('syscall' in error)) damaged(path, error.message)
    if (error.code !== 'ENOENT') {
      refuse('backup.unreadable', `${path}: expected a backup that can be read, found: ${error.message}.`, {
        hint: 'Check that it is a file that this user may read, and the disk that it is on.',
        data: { path },
      })
    }
    refuse('file.missing', `${path}: expected a backup, found no file.`, { hint: 'List them: ls HALLEY_HOME/backups', data: { path } })
  } finally {
    bytes.destroy()
  }
}

function headerOf(path: string, line: BackupLine | undefined): BackupHeader {
  if (line === undefined || !('halley' in line)) return damaged(path, 'another first line')
  if (line.format > backupFormat) {
    refuse('backup.newer', `${path}: expected a backup of format ${backupFormat} or older, found format ${line.format}.`, {
      hint: 'A newer Halley wrote it: update Halley.',
      data: { path, expected: backupFormat, found: line.format },
    })
  }
  return line
}

/** The first line of a backup. */
export async function readBackupHeader(path: string): Promise<BackupHeader> {
  for await (const line of linesOf(path)) return headerOf(path, line)
  return damaged(path, 'nothing')
}

/** The rows of a backup, some at a time, in its order; refuses one that was cut off, at its end. */
export async function* readBackup(path: string): AsyncGenerator<BackupRows> {
  let table: Omit<BackupRows, 'rows'> | undefined
  let [pending, total, expected]: [(readonly BackupValue[])[], number, number | undefined] = [[], 0, undefined]
  for await (const line of linesOf(path)) {
    if ('halley' in line) continue
    if (Array.isArray(line)) {
      pending.push(line as readonly BackupValue[])
      total++
    }
    if (table && pending.length > 0 && (pending.length === rowsAtOnce || !Array.isArray(line))) {
      yield { ...table, rows: pending }
      pending = []
    }
    if ('table' in line) table = line
    if ('rows' in line) expected = line.rows
  }
  if (expected !== total) damaged(path, `${total} rows of ${expected ?? 'an unknown number'}`)
}
