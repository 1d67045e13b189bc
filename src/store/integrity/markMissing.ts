import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { imagesOfResult, filesOfResult } from '../catalogue/results.ts'
import type { ResultRow } from '../catalogue/schema.ts'
import type { Store } from '../store.ts'

/** A result with files that are not there, or have another length. */
export interface IncompleteResult {
  readonly runId: string
  readonly resultId: string
  readonly paths: readonly string[]
}

async function isThere(path: string, bytes: number): Promise<boolean> {
  try {
    const found = await stat(path)
    return found.isFile() && found.size === bytes
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return false
    throw error
  }
}

async function missingFiles({ catalogue, paths }: Store, { id, runId }: ResultRow): Promise<string[]> {
  const files = (await filesOfResult(catalogue, id)).map(({ name, bytes }) => ({ path: join(paths.result(runId, id), name), bytes }))
  const images = (await imagesOfResult(catalogue, id)).map((image) => ({
    path: paths.imageMeasurements(image.id),
    bytes: image.measurementBytes,
  }))
  const missing: string[] = []
  for (const { path, bytes } of [...files, ...images]) if (!(await isThere(path, bytes))) missing.push(path)
  return missing
}

/**
 * Looks whether the files of every result are there, and marks those whose are not: their versions are listed, and never
 * shown as whole. What is there again loses its mark. Only names and lengths are looked at.
 */
export async function markMissing(store: Store, now: Date): Promise<readonly IncompleteResult[]> {
  const { catalogue } = store
  const incomplete: IncompleteResult[] = []
  for (const result of await catalogue.selectFrom('results').selectAll().where('place', '=', 'live').orderBy('id').execute()) {
    const paths = await missingFiles(store, result)
    if (paths.length > 0) incomplete.push({ runId: result.runId, resultId: result.id, paths })
    if (paths.length > 0 === (result.missingSince !== null)) continue
    const missingSince = paths.length > 0 ? now.toISOString() : null
    await catalogue.updateTable('results').set({ missingSince }).where('id', '=', result.id).execute()
  }
  return incomplete
}
