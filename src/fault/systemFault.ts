import type { Fault } from './fault.ts'

const hints: Readonly<Record<string, string>> = {
  EACCES: 'Give the user that runs Halley the right to it, then try again.',
  EPERM: 'Give the user that runs Halley the right to it, then try again.',
  EROFS: 'Mount its disk for writing, then try again.',
  EMFILE: 'This process has too many files open: raise its limit (ulimit -n), then try again.',
  ENFILE: 'The system has too many files open: close some, then try again.',
  ENOSPC: 'Make room on its disk, then try again.',
  EDQUOT: 'Make room within the quota of the user that runs Halley, then try again.',
}

/** What the operating system refused, as a fault (`system.refused`); nothing for an error that is none of its. */
export function systemFault(error: unknown): Fault | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return undefined
  const [code, syscall] = [String(error.code), String(error.syscall)]
  const path = 'path' in error && typeof error.path === 'string' ? error.path : 'A file'
  return {
    code: 'system.refused',
    message: `${path}: expected the system to do what was asked (${syscall}), found that it refuses: ${code}.`,
    hint: hints[code] ?? 'Check the disk, then try again.',
    retryable: true,
    data: { path, error: code, syscall },
  }
}
