import { failure, Refusal, success, type Result } from '../../fault/fault.ts'
import { notAFile, openFault } from './openFault.ts'
import { openWithin } from './openWithin.ts'
import type { FileStream } from './readStream.ts'
import type { Root } from './roots.ts'

/** Opens a file of the user to hand it out, inside the roots. @returns faults `file.*` */
export async function openInputStream(path: string, roots: readonly Root[]): Promise<Result<FileStream>> {
  try {
    const file = await openWithin(path, roots)
    const found = await file.stat()
    if (found.isFile()) return success({ bytes: found.size, stream: file.createReadStream() })
    await file.close()
    return failure(notAFile(path))
  } catch (error) {
    return failure(error instanceof Refusal ? error.fault : openFault(path, error))
  }
}
