/**
 * The name of a file in `backups/`, which sorts by time.
 *
 * @param why what it was written for: `daily`, `schema-3`, `replaced`
 * @param ending `halley-backup`, or what else the file is
 */
export function backupName(now: Date, why: string, ending = 'halley-backup'): string {
  const stamp = now.toISOString().slice(0, 23).replace(/[T:.]/g, '-')
  return `catalogue-${stamp}-${why}.${ending}`
}
