import { statfs } from 'node:fs/promises'
import type { Store } from './store.ts'

export interface DiskSpace {
  readonly totalBytes: number
  /** What this account may still write. */
  readonly freeBytes: number
}

/** Of the disk that the store is on. */
export async function diskSpace({ paths }: Pick<Store, 'paths'>): Promise<DiskSpace> {
  const { blocks, bavail, bsize } = await statfs(paths.home)
  return { totalBytes: blocks * bsize, freeBytes: bavail * bsize }
}
