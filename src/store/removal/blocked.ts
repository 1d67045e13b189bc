import { refuse } from '../../fault/fault.ts'
import { DiskError } from './diskError.ts'

const hints: Readonly<Record<string, string>> = {
  EACCES: 'Give the user that runs Halley the right to change the folder that it is in, and go on.',
  EPERM: 'Give the user that runs Halley the right to change it, and go on.',
  EROFS: 'Mount the disk of the store for writing, and go on.',
  EBUSY: 'Something is mounted there, or the system uses it: unmount it, and go on.',
  EMFILE: 'This process has too many files open: raise its limit (ulimit -n), and go on.',
  ENFILE: 'The system has too many files open: close some, and go on.',
  ENOSPC: 'Make room on the disk of the store, and go on.',
  ENOTDIR: 'A link or a file is in the place of a folder of the store: bring the folder back, and go on.',
  ENOTEMPTY: 'Something keeps writing into it: end that, and go on.',
}

/** Runs a removal; what the system refuses becomes a `Refusal` (`removal.blocked`). */
export async function asBlocked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
    const { code, syscall, path } = error
    return refuse(
      'removal.blocked',
      `${path}: expected to remove it, found that the system refuses (${code}, ${syscall}); what is gone by now stays so.`,
      {
        hint: hints[code] ?? 'Check the disk of the store, and go on.',
        retryable: true,
        data: { path, error: code },
      },
    )
  }
}
