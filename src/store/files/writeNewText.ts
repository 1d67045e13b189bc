import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'

function noFolder(path: string): Fault {
  const folder = dirname(path)
  return makeFault('file.missing', `${folder}: expected a folder to write into, found none.`, {
    hint: 'Make it first, or choose another.',
    data: { path: folder },
  })
}

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
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT') return failure(noFolder(path))
    if (code !== 'EEXIST') throw error
    return failure(
      makeFault('file.exists', `${path}: expected no file of that name yet, found one.`, { hint: 'Choose another name.', data: { path } }),
    )
  }
}
