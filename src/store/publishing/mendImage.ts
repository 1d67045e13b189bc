import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { refuse, settle, type Result } from '../../fault/fault.ts'
import type { ImageRow } from '../catalogue/schema.ts'
import { syncToDisk } from '../files/syncToDisk.ts'
import { imagesWithoutFile } from '../integrity/withoutFile.ts'
import { quarantine } from '../integrity/quarantine.ts'
import type { Store } from '../store.ts'
import type { Attempt } from './attempt.ts'
import { onDisk } from './publishFault.ts'
import { sealFolder } from './sealFolder.ts'

function refuseOther({ name }: ImageRow): never {
  refuse('image.damaged', `Image ${name}: expected the measurements that it had, found others when its files were read again.`, {
    hint: 'Bring its folder in objects/images back from a backup, or delete permanently what uses it and ingest it anew.',
    data: { image: name },
  })
}

/**
 * Puts measurements that were made again, and lie in the attempt's folder for the image, into the place of those that are
 * gone or damaged: only if they are the same to the bit. What is left there goes to `quarantine/`.
 *
 * @returns `image.damaged` where they are not the same; `publish.disk`
 */
export function mendImage(store: Store, attempt: Attempt, row: ImageRow, now: Date): Promise<Result<void>> {
  return settle(async () => {
    const { id, number, name, contentHash, measurementHash } = row
    const made = attempt.imageFolder(id)
    const facts = { format: 1, kind: 'image', id, number, name, contentHash, operation: attempt.claim }
    const { files } = await onDisk(() => sealFolder(made, facts, {}))
    if (!files.some(({ sha256 }) => sha256 === measurementHash)) refuseOther(row)
    const place = store.paths.image(id)
    // Another process may have mended it just now.
    if ((await imagesWithoutFile(store, [row])).length === 0) return
    if (existsSync(place)) quarantine(store, [place], now)
    await onDisk(() => rename(made, place))
    await syncToDisk(dirname(place))
  })
}
