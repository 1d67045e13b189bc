import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'

/** A file that is being read. */
export interface FileStream {
  readonly bytes: number
  readonly stream: Readable
}

/** Opens a file of the store to hand it out: the file itself, never what a link leads to. */
export async function openFileStream(path: string): Promise<FileStream> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  const { size } = await file.stat()
  return { bytes: size, stream: file.createReadStream({ start: 0, end: Math.max(0, size - 1) }) }
}
