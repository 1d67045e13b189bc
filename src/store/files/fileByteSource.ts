import type { FileHandle } from 'node:fs/promises'
import { failure, Refusal, refuse, success } from '../../fault/fault.ts'
import type { Result } from '../../fault/fault.ts'
import type { ByteSource } from '../../formats/byteSource.ts'
import { notAFile, openFault } from './openFault.ts'
import { openWithin } from './openWithin.ts'
import type { Root } from './roots.ts'

/** The system takes less than 2 GiB at a time. */
const maxReadBytes = 2 ** 30

/** A file as a byte source; whoever opened it closes it. */
export interface FileSource extends ByteSource {
  close(): Promise<void>
}

/**
 * Opens a file for positioned reads through one handle; concurrent reads are safe. A file that is missing, a directory or
 * unreadable is a fault; a pipe is refused too, without waiting for its other end. A disk that fails later rejects the read with a `Refusal` (`file.read`).
 *
 * @param roots the file has to be inside them, else `file.outside`; default: those of the thread
 */
export async function openFileSource(path: string, roots?: readonly Root[]): Promise<Result<FileSource>> {
  let handle: FileHandle
  try {
    handle = await openWithin(path, roots)
  } catch (error) {
    return failure(error instanceof Refusal ? error.fault : openFault(path, error))
  }
  try {
    const stat = await handle.stat()
    if (stat.isFile()) return success(makeFileSource(path, handle, stat.size))
  } catch (error) {
    await handle.close()
    return failure(openFault(path, error))
  }
  await handle.close()
  return failure(notAFile(path))
}

function makeFileSource(path: string, handle: FileHandle, byteLength: number): FileSource {
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, byteLength - offset)))
    try {
      return bytes.subarray(0, await fill(handle, bytes, offset))
    } catch (error) {
      return refuse('file.read', `${path}: reading ${length} bytes at byte ${offset} failed: ${reasonOf(error)}`, {
        hint: 'Check the disk or the network file system, then try again.',
        retryable: true,
        data: { path, offset, length },
      })
    }
  }
  return { name: path, byteLength, read, close: () => handle.close() }
}

/** Reads until the array is full or the file ends; gives the bytes read. */
async function fill(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<number> {
  let done = 0
  while (done < bytes.byteLength) {
    const { bytesRead } = await handle.read(bytes, done, Math.min(maxReadBytes, bytes.byteLength - done), offset + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return done
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
