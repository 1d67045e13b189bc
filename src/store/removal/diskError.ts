/** What the system refused, at the path that people know instead of the descriptor that stood for it. */
export class DiskError extends Error {
  /** Such as `EACCES`. */
  readonly code: string
  readonly syscall: string
  readonly path: string

  constructor(code: string, syscall: string, path: string) {
    super(`${code}: ${syscall} '${path}'`)
    this.name = 'DiskError'
    this.code = code
    this.syscall = syscall
    this.path = path
  }
}

/** A path in bytes (latin1) as text, with nothing in it that moves a terminal's cursor. */
export function shownPath(bytes: string): string {
  return Buffer.from(bytes, 'latin1')
    .toString()
    .replaceAll(/\p{Cc}/gu, '�')
}

/**
 * Does something to what is at a path.
 *
 * @param path in bytes, for people
 * @param expected codes of the system, such as `ENOENT`, that mean nothing was there to do it to
 * @returns nothing in those cases; any other refusal of the system is thrown as {@link DiskError}
 */
export async function attempt<T>(path: string, expected: readonly string[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error) || error instanceof DiskError) throw error
    const code = String(error.code)
    if (expected.includes(code)) return undefined
    throw new DiskError(code, String(error.syscall), shownPath(path))
  }
}
