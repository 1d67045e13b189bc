import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse, settle, type Result } from '../../fault/fault.ts'

/** A JSON file that Halley wrote into a folder of the store. @returns `document.read` where it is missing or damaged */
export function readDocument<T>(folder: string, name: string): Promise<Result<T>> {
  const path = join(folder, name)
  return settle(async () => {
    try {
      return JSON.parse(await readFile(path, 'utf8')) as T
    } catch (error) {
      if (!(error instanceof SyntaxError || (error instanceof Error && 'syscall' in error))) throw error
      return refuse('document.read', `${path} could not be read: ${error.message}`, {
        hint: 'The file is part of the store and should not have been changed or removed by hand; bring it back from a backup.',
        data: { path },
      })
    }
  })
}
