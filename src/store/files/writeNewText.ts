import { open } from 'node:fs/promises'
import { failure, success, type Result } from '../../fault/fault.ts'
import { newFileFault } from './newFileFault.ts'

/** Writes a text into a new file of the user's. @returns `file.exists` where there is one, which is left; `file.missing` without its folder */
export async function writeNewText(path: string, text: string): Promise<Result<void>> {
  try {
    const file = await open(path, 'wx')
    try {
      await file.writeFile(text)
    } finally {
      await file.close()
    }
    return success(undefined)
  } catch (error) {
    return failure(newFileFault(path, error))
  }
}
