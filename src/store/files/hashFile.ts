import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'

const blockBytes = 1024 * 1024

type Blocks = readonly [Buffer, Buffer]

/** Blocks that were used and will be again: for many small files, fresh ones cost more than the hashing. */
const spare: Blocks[] = []

function freshBlocks(): Blocks {
  return [Buffer.allocUnsafeSlow(blockBytes), Buffer.allocUnsafeSlow(blockBytes)]
}

interface FileHash {
  readonly sha256: string
  readonly bytes: number
}

/**
 * The SHA-256 of a file, in hexadecimal, read once in large blocks; the next block is read while one is hashed.
 * Throws the system's error where the file cannot be read.
 */
export async function hashFile(path: string): Promise<FileHash> {
  const file = await open(path, 'r')
  try {
    return await hashOpenFile(file)
  } finally {
    await file.close()
  }
}

/** {@link hashFile} of one that is open, and stays so. */
export async function hashOpenFile(file: FileHandle): Promise<FileHash> {
  const blocks = spare.pop() ?? freshBlocks()
  const hash = createHash('sha256')
  let bytes = 0
  let pending = file.read(blocks[0], 0, blockBytes, 0)
  for (let turn = 0; ; turn++) {
    const { bytesRead, buffer } = await pending
    if (bytesRead === 0) break
    bytes += bytesRead
    pending = file.read(blocks[(turn + 1) % 2], 0, blockBytes, bytes)
    hash.update(bytesRead === blockBytes ? buffer : buffer.subarray(0, bytesRead))
  }
  spare.push(blocks)
  return { sha256: hash.digest('hex'), bytes }
}
