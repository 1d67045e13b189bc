import { readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { lookTogether } from '../catalogue/lookTogether.ts'
import { migrations } from '../catalogue/openCatalogue.ts'
import type { Store } from '../store.ts'
import { backupName } from './backupName.ts'
import { writeBackup, type WrittenBackup } from './writeBackup.ts'

const DAY_MS = 86_400_000
const keptDays = 30
const dailyForm = /^catalogue-(\d{4}-\d\d-\d\d)-.*-daily\.halley-backup$/

/** Where backups of a store are, when nobody says otherwise. */
export function backupFolder({ paths }: Pick<Store, 'paths'>): string {
  return join(paths.home, 'backups')
}

/** Writes the catalogue as it is at one moment into a file. @returns `backup.write` where that cannot be */
export function backUp(store: Store, path: string, now: Date): Promise<Result<WrittenBackup>> {
  const options = { storeId: store.id, schema: migrations.length, now }
  return settle(() => lookTogether(store.catalogue, (transaction) => writeBackup(transaction, path, options)))
}

function dailyBackups(store: Store): string[] {
  return readdirSync(backupFolder(store))
    .filter((name) => dailyForm.test(name))
    .sort()
}

/** The day that a daily backup is of, by its name. */
function dayOf(name: string): string {
  return dailyForm.exec(name)?.[1] ?? ''
}

/**
 * Writes the backup of the day unless there is one, and removes those that are older than thirty days; only backups that
 * this wrote are ever removed.
 *
 * @returns the path; null where there was nothing to do
 */
export async function backUpDaily(store: Store, now: Date): Promise<Result<string | null>> {
  const known = dailyBackups(store)
  const today = now.toISOString().slice(0, 10)
  if (known.some((name) => dayOf(name) === today)) return { ok: true, value: null }
  const written = await backUp(store, join(backupFolder(store), backupName(now, 'daily')), now)
  if (!written.ok) return written
  const oldest = new Date(now.getTime() - keptDays * DAY_MS).toISOString().slice(0, 10)
  for (const name of known) if (dayOf(name) < oldest) await rm(join(backupFolder(store), name), { force: true })
  return { ok: true, value: written.value.path }
}
