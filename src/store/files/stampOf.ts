import { stat } from 'node:fs/promises'

/**
 * The state of a file as one text: device, inode, size, and the times of its last change of content and of anything.
 * Nothing can write to a file, or put another in its place, without changing it. Throws the system's error.
 */
export async function stampOf(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
  return [dev, ino, size, mtimeNs, ctimeNs].join(':')
}
