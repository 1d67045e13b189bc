import { dirname } from 'node:path'
import { makeFault, type Fault } from '../../fault/fault.ts'

function noFolder(path: string): Fault {
  const folder = dirname(path)
  return makeFault('file.missing', `${folder}: expected a folder to write into, found none.`, {
    hint: 'Make it first, or choose another.',
    data: { path: folder },
  })
}

/** Why a new file of the user's could not be made: `file.exists`, or `file.missing` without its folder. What else there is goes on. */
export function newFileFault(path: string, error: unknown): Fault {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT') return noFolder(path)
  if (code !== 'EEXIST') throw error
  return makeFault('file.exists', `${path}: expected no file of that name yet, found one.`, {
    hint: 'Choose another name.',
    data: { path },
  })
}
