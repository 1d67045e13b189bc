import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A new folder that goes when the tests of the file are done. Call it at the top of a test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'halley-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
