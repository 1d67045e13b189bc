import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Store } from '../store.ts'

/** The manifest of a result; null where it is gone or no JSON. */
export async function readManifest(store: Store, runId: string, resultId: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(store.paths.result(runId, resultId), 'manifest.json'), 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return null
    throw error
  }
}
