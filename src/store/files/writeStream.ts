import { open, rm, type FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { failure, success, type Result } from '../../fault/fault.ts'
import { newFileFault } from './newFileFault.ts'

async function openNew(path: string): Promise<Result<FileHandle>> {
  try {
    return success(await open(path, 'wx'))
  } catch (error) {
    return failure(newFileFault(path, error))
  }
}

/**
 * Writes what a stream gives into a new file of the user's; where that fails, none remains.
 *
 * @returns its bytes; `file.exists` where there is one, which is left; `file.missing` without its folder
 */
export async function writeStream(path: string, content: Readable): Promise<Result<number>> {
  const file = await openNew(path)
  if (!file.ok) {
    content.destroy()
    return file
  }
  const sink = file.value.createWriteStream()
  try {
    await pipeline(content, sink)
    return success(sink.bytesWritten)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}
