import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Store } from './store.ts'

export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR'

export type LogLine = readonly [level: LogLevel, message: string]

const linesAtOnce = 5000

function lineOf(at: Date, module: string, [level, message]: LogLine): string {
  return `${at.toISOString().replace('T', ' ').replace('.', ',').replace('Z', '')} ${module} ${level} ${message}\n`
}

/** The log of one operation on a run, written through at once, so that a crash loses no line. */
export interface RunLog {
  readonly path: string
  write(at: Date, module: string, level: LogLevel, message: string): void
  /** Writes many lines with one call of the system for some thousands, and lets other work go on in between. */
  writeAll(at: Date, module: string, lines: Iterable<LogLine>): Promise<void>
  close(): void
}

/**
 * Starts a log in the run's folder, `2026-11-20-20-35-00_log.txt` after the time in UTC; operations that start in the
 * same second share it.
 *
 * @param purpose goes into the name, such as `restore` into `..._restore_log.txt`; '' for a processing
 */
export function openRunLog(store: Store, runId: string, startedAt: Date, purpose: '' | 'restore' | 'export' = ''): RunLog {
  const stamp = startedAt.toISOString().slice(0, 19).replace(/[T:]/g, '-')
  const path = join(store.paths.logs(runId), `${stamp}${purpose && `_${purpose}`}_log.txt`)
  const file = openSync(path, 'a', 0o640)
  return {
    path,
    write: (at, module, level, message) => {
      writeSync(file, lineOf(at, module, [level, message]))
    },
    writeAll: async (at, module, lines) => {
      let waiting: string[] = []
      for (const line of lines) {
        if (waiting.push(lineOf(at, module, line)) < linesAtOnce) continue
        writeSync(file, waiting.join(''))
        waiting = []
        await setImmediate()
      }
      if (waiting.length > 0) writeSync(file, waiting.join(''))
    },
    close: () => closeSync(file),
  }
}
