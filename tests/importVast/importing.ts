// Importing in this process, and checksums of a tree that must not change.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Halley } from '../../src/app/halley.ts'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import type { ImportedRun, ImportRequest } from '../../src/app/importVast/importVast.ts'
import { importVast } from '../../src/app/importVast/importVast.ts'
import { valueOf } from '../process/survey.ts'

export async function withHalley<T>(home: string, work: (halley: Halley) => Promise<T>): Promise<T> {
  const halley = valueOf(await openHalley({ environment: {}, home }))
  try {
    return await work(halley)
  } finally {
    await closeHalley(halley)
  }
}

export function tryImport(home: string, directory: string, request: Partial<ImportRequest> = {}) {
  const signal = new AbortController().signal
  return withHalley(home, (halley) => importVast(halley, { directory, dryRun: false, signal, onProgress: () => {}, ...request }))
}

/** {@link tryImport} of what must not be refused as a whole. */
export async function importRuns(home: string, directory: string, request: Partial<ImportRequest> = {}): Promise<readonly ImportedRun[]> {
  return valueOf(await tryImport(home, directory, request)).runs
}

/** Content, size and time of every file of a tree, in one hash a file. */
export function treeChecksums(directory: string): Readonly<Record<string, string>> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = names.map((entry) => join(entry.parentPath, entry.name)).sort()
  return Object.fromEntries(
    paths.map((path) => {
      const { size, mtimeMs, mode } = statSync(path)
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
      return [relative(directory, path), `${size} ${mtimeMs} ${mode} ${sha256}`]
    }),
  )
}
