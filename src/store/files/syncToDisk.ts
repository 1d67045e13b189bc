import { open } from 'node:fs/promises'

/** Makes a file's or a folder's bytes, or names, outlive a loss of power. */
export async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
