import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from './files/isMissing.ts'
import type { Store } from './store.ts'

const form = /^(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)(?:_(restore|export))?_log\.txt$/

/** A log among those of a run. */
export interface LogFile {
  readonly name: string
  readonly path: string
  readonly kind: 'processing' | 'restore' | 'export'
  readonly startedUtc: string
  readonly bytes: number
}

async function logFile(folder: string, name: string): Promise<LogFile[]> {
  const parts = form.exec(name)
  if (!parts) return []
  const [, date, hour, minute, second, purpose] = parts
  const path = join(folder, name)
  const found = await lstat(path)
  if (!found.isFile()) return []
  const kind = purpose === 'restore' || purpose === 'export' ? purpose : 'processing'
  return [{ name, path, kind, startedUtc: `${date}T${hour}:${minute}:${second}.000Z`, bytes: found.size }]
}

/** The logs of a run, newest first. */
export async function logsOfRun(store: Store, runId: string): Promise<LogFile[]> {
  const folder = store.paths.logs(runId)
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const logs = await Promise.all(names.map((name) => logFile(folder, name)))
  return logs.flat().toSorted((a, b) => (a.name < b.name ? 1 : -1))
}

/** Whole lines of a log. */
export interface LogLines {
  /** Length of the log now. */
  readonly bytes: number
  readonly from: number
  readonly to: number
  readonly text: string
}

/** What is asked for: from a byte on, or what ends at one; null: the end. */
export type LogPlace = { readonly from: number } | { readonly before: number } | null

const lineEnd = 0x0a

function bounds(place: LogPlace, bytes: number, most: number): readonly [number, number] {
  if (place !== null && 'from' in place) return [Math.min(place.from, bytes), Math.min(place.from + most, bytes)]
  const end = place === null ? bytes : Math.min(place.before, bytes)
  return [Math.max(0, end - most), end]
}

/**
 * Reads whole lines of a log without reading the rest of it. A line that is longer than what one reading takes comes in
 * pieces; one that is not written to its end comes with the next reading.
 *
 * @param most bytes of one reading
 */
export async function readLogLines({ path }: LogFile, place: LogPlace, most: number): Promise<LogLines> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const { size } = await file.stat()
    const [from, to] = bounds(place, size, most)
    // One byte more in front tells whether the first line begins there.
    const first = Math.max(0, from - 1)
    const buffer = Buffer.alloc(to - first)
    await file.read(buffer, 0, buffer.length, first)
    const start = from === 0 ? 0 : buffer.indexOf(lineEnd) + 1
    const last = buffer.lastIndexOf(lineEnd) + 1
    const isWhole = last > start
    const [begin, end] = isWhole ? [start, last] : [from - first, buffer.length]
    return { bytes: size, from: first + begin, to: first + end, text: buffer.toString('utf8', begin, end) }
  } finally {
    await file.close()
  }
}
