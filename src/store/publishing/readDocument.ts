import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse, settle, type Result } from '../../fault/fault.ts'

/** A text file that Halley wrote into a folder of the store. @returns `document.read` where it is missing */
export function readText(folder: string, name: string): Promise<Result<string>> {
  return read(join(folder, name), (text) => text)
}

/** A JSON file that Halley wrote into a folder of the store. @returns `document.read` where it is missing or damaged */
export function readDocument<T>(folder: string, name: string): Promise<Result<T>> {
  return read(join(folder, name), (text) => JSON.parse(text) as T)
}

function read<T>(path: string, parse: (text: string) => T): Promise<Result<T>> {
  return settle(async () => {
    try {
      return parse(await readFile(path, 'utf8'))
    } catch (error) {
      if (!(error instanceof SyntaxError || (error instanceof Error && 'syscall' in error))) throw error
      return refuse('document.read', `${path} could not be read: ${error.message}`, {
        hint: 'The file is part of the store and should not have been changed or removed by hand; bring it back from a backup.',
        data: { path },
      })
    }
  })
}
