import { join, resolve } from 'node:path'
import { failure, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { backUp, backupFolder } from '../../store/backup/backUp.ts'
import { backupName } from '../../store/backup/backupName.ts'
import type { WrittenBackup } from '../../store/backup/writeBackup.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/**
 * Writes the whole catalogue into a file, from which it can be brought back, on SQLite or PostgreSQL.
 *
 * @param path of the file; null: one in `backups/` of the store, named by the time
 */
export async function backUpStore(halley: Halley, path: string | null): Promise<Result<WrittenBackup>> {
  const denied = administratorRefusal(actorOf(halley.user), 'Back up')
  if (denied) return failure(denied)
  const now = halley.now()
  return backUp(halley.store, path === null ? join(backupFolder(halley.store), backupName(now, 'asked')) : resolve(path), now)
}
