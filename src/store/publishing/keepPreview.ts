import { randomUUID } from 'node:crypto'
import { chmod, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { removeMade } from '../files/removeMade.ts'
import { syncToDisk } from '../files/syncToDisk.ts'
import { makeFolder } from '../home.ts'
import type { Store } from '../store.ts'
import { onDisk } from './publishFault.ts'

/**
 * Puts a preview into the folder of an image that came into the store without one, whole at every moment. It is no part
 * of what was published: it can be made again, and goes with the image. Where the folder has gone meanwhile, nothing is
 * made.
 *
 * @returns `publish.disk` where the disk refuses
 */
export function keepPreview({ paths }: Store, imageId: string, bytes: Uint8Array): Promise<Result<void>> {
  return settle(async () => {
    // Under an id that no operation has: what a crash leaves of it is found like what operations leave.
    const folder = paths.operation(randomUUID())
    const written = join(folder, 'preview.bin')
    try {
      await onDisk(async () => {
        makeFolder(folder)
        await writeFile(written, bytes)
        await syncToDisk(written)
        await chmod(written, 0o440)
        await rename(written, paths.imagePreview(imageId))
        await syncToDisk(paths.image(imageId))
      })
    } finally {
      await onDisk(() => removeMade(folder))
    }
  })
}
