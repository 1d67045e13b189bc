import { existsSync, linkSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { refuse, Refusal } from '../../fault/fault.ts'
import { catalogueFault } from '../catalogue/catalogueFault.ts'
import { syncFolder, type StoreHome } from '../home.ts'
import { backupName } from './backupName.ts'

/** What SQLite keeps beside a database. */
const besides = ['-wal', '-shm', '-journal']

export function embeddedPath(home: StoreHome): string {
  return join(home.path, 'catalogue.sqlite')
}

function refuseBusy(path: string): never {
  return refuse('catalogue.busy', `${path}: expected no other process at work on the store, found one.`, {
    hint: 'Stop the server, the workers and other commands, then try again.',
    retryable: true,
    data: { path },
  })
}

/** Puts everything of a database into its one file and locks it, which works only while no other process has it open. */
function lock(database: DatabaseSync, path: string): void {
  database.exec('PRAGMA journal_mode = DELETE')
  database.exec('BEGIN EXCLUSIVE')
  // Another process may have opened it between the two.
  if (database.prepare('PRAGMA journal_mode').get()?.['journal_mode'] !== 'delete') refuseBusy(path)
}

function lockUnlessDamaged(database: DatabaseSync, path: string): void {
  try {
    lock(database, path)
  } catch (error) {
    const fault = catalogueFault(error, path)
    // What is damaged is kept as it is, with what it never took over from its log.
    if (fault?.code === 'catalogue.damaged') return
    if (fault?.code === 'catalogue.busy') refuseBusy(path)
    throw fault ? new Refusal(fault) : error
  }
}

/**
 * Keeps every other process from the embedded catalogue while `work` replaces it: one that opens it meanwhile waits, and
 * then finds the new one. Where there is none, or one that is damaged, nobody can be kept from it.
 *
 * @returns what `work` returns; throws `catalogue.busy` where another process has it open
 */
export async function whileNobodyHasIt<T>(home: StoreHome, work: () => Promise<T>): Promise<T> {
  const path = embeddedPath(home)
  if (!existsSync(path)) return work()
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    lockUnlessDamaged(database, path)
    return await work()
  } finally {
    database.close()
  }
}

/**
 * Keeps the embedded catalogue in `backups/` too, under a second name, and clears away what lies beside it, which must
 * not be taken for that of another database in its place.
 *
 * @returns where it is kept; null where there is none
 */
export function keepEmbedded(home: StoreHome, now: Date, why: string): string | null {
  const path = embeddedPath(home)
  const kept = join(home.path, 'backups', backupName(now, why, 'sqlite'))
  const isThere = existsSync(path)
  if (isThere) linkSync(path, kept)
  for (const ending of besides) if (existsSync(path + ending)) renameSync(path + ending, kept + ending)
  syncFolder(join(home.path, 'backups'))
  syncFolder(home.path)
  return isThere ? kept : null
}

/** Puts a database in the place of the embedded catalogue: at every moment one of the two is there. */
export function replaceEmbedded(home: StoreHome, fresh: string): void {
  renameSync(fresh, embeddedPath(home))
  syncFolder(home.path)
}

/** Takes the embedded catalogue, which is kept elsewhere, out of its place. */
export function removeEmbedded(home: StoreHome): void {
  rmSync(embeddedPath(home))
  syncFolder(home.path)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Where this process fills a new catalogue; what processes left there that are gone is removed. */
export function fillingPath(home: StoreHome): string {
  const start = `${basename(embeddedPath(home))}.filling-`
  for (const name of readdirSync(home.path)) {
    const pid = name.startsWith(start) ? Number.parseInt(name.slice(start.length), 10) : process.pid
    if (pid !== process.pid && !isAlive(pid)) rmSync(join(home.path, name), { force: true })
  }
  return join(home.path, `${start}${process.pid}`)
}

/** Puts everything of a database that nobody else knows into its one file. */
export function closeCompletely(path: string): void {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}
