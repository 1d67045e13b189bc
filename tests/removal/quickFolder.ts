import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A new folder, in memory where the system has files there, that goes when the tests of the file are done. */
export function quickFolder(): string {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'halley-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
