import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

const blockBytes = 4 * 1024 * 1024

/**
 * The SHA-256 of a file, in hexadecimal, read once in large blocks; the next block is read while one is hashed.
 * Throws the system's error where the file cannot be read.
 */
export async function hashFile(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const file = await open(path, 'r')
  try {
    const hash = createHash('sha256')
    const blocks = [Buffer.allocUnsafe(blockBytes), Buffer.allocUnsafe(blockBytes)]
    let bytes = 0
    let pending = file.read(blocks[0], 0, blockBytes, 0)
    for (let turn = 0; ; turn++) {
      const { bytesRead, buffer } = await pending
      if (bytesRead === 0) break
      bytes += bytesRead
      pending = file.read(blocks[(turn + 1) % 2], 0, blockBytes, bytes)
      hash.update(bytesRead === blockBytes ? buffer : buffer.subarray(0, bytesRead))
    }
    return { sha256: hash.digest('hex'), bytes }
  } finally {
    await file.close()
  }
}
