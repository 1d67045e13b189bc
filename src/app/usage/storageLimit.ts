import { refuse, type Result } from '../../fault/fault.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findUser } from '../../store/catalogue/people.ts'
import { findSetting, forgetSetting, keepSetting } from '../../store/catalogue/settings.ts'
import type { Store } from '../../store/store.ts'
import type { StorageLimit } from '../contract/administration.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator } from '../people/asAdministrator.ts'
import { knownUser } from '../people/knownUser.ts'
import { formatBytes } from './formatBytes.ts'
import { storedBytes } from './storedBytes.ts'

/** The setting that holds for every user who has none of their own. */
export const usualLimitSetting = 'maxBytesPerUser'

function ownSetting(userId: string): string {
  return `${usualLimitSetting}:${userId}`
}

/** How much a user may keep on the disk; 0: any amount. */
export async function storageLimitOf(catalogue: Catalogue, userId: string): Promise<StorageLimit> {
  const own = await findSetting(catalogue, ownSetting(userId))
  return { maxBytes: Number(own ?? (await findSetting(catalogue, usualLimitSetting)) ?? 0), isOwn: own !== undefined }
}

/**
 * Says no to new work of a user who keeps as much as they may. What is at work already goes on, so they may come to keep
 * more than that by what it makes.
 *
 * @throws `Refusal` with `storage.full`
 */
export async function refuseFullStorage(store: Pick<Store, 'paths'>, transaction: Catalogue, userId: string): Promise<void> {
  const { maxBytes } = await storageLimitOf(transaction, userId)
  if (maxBytes === 0) return
  const stored = await storedBytes(store, transaction, userId)
  if (stored < maxBytes) return
  const name = (await findUser(transaction, userId))?.name ?? userId
  refuse('storage.full', `Storage of ${name}: expected less than ${formatBytes(maxBytes)}, found ${formatBytes(stored)}, Trash included.`, {
    hint: 'Delete permanently what nobody needs (./halley du says what frees how much), or ask an administrator for more.',
    data: { user: name, storedBytes: stored, maxBytes },
  })
}

/**
 * Sets how much one user may keep on the disk.
 *
 * @param maxBytes 0: any amount; null: what holds for every user
 * @returns `right.denied`, `user.notFound`
 */
export function setStorageLimit(halley: Halley, nameOrId: string, maxBytes: number | null): Promise<Result<StorageLimit>> {
  return asAdministrator(halley, 'Set a storage limit', async (change) => {
    const { transaction } = change
    const { id, name } = await knownUser(transaction, nameOrId)
    if (maxBytes === null) await forgetSetting(transaction, ownSetting(id))
    else await keepSetting(transaction, ownSetting(id), String(maxBytes))
    await change.record('storageLimited', id, {
      name,
      limit: maxBytes === null ? 'as all' : maxBytes === 0 ? 'none' : formatBytes(maxBytes),
    })
    return storageLimitOf(transaction, id)
  })
}
