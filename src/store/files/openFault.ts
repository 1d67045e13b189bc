import { makeFault } from '../../fault/fault.ts'
import type { Fault } from '../../fault/fault.ts'

/** What the operating system said when a file of the user could not be opened, as a fault. */
export function openFault(path: string, error: unknown): Fault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const data = { path }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return makeFault('file.missing', `${path}: no such file`, { hint: 'Check the path.', data })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return makeFault('file.permission', `${path}: not readable by this user`, { hint: 'Ask its owner for the right to read it.', data })
  }
  if (code === 'EISDIR') return notAFile(path)
  const reason = error instanceof Error ? error.message : String(error)
  return makeFault('file.open', `${path}: cannot be opened: ${reason}`, {
    hint: 'Check the path and the disk, then try again.',
    retryable: true,
    data,
  })
}

/** A directory, a device or a pipe where a file is needed. */
export function notAFile(path: string): Fault {
  return makeFault('file.type', `${path}: expected a file, found a directory or a device`, {
    hint: 'Give the path of a file.',
    data: { path },
  })
}
