// Stores without a catalogue, whose folders are filled as processing fills them, and canaries that nothing may touch.
import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openHome } from '../../src/store/home.ts'
import { storePaths } from '../../src/store/paths.ts'
import type { RemovalTarget } from '../../src/store/removal/removalTarget.ts'
import type { StorePlace } from '../../src/store/removal/storePlace.ts'
import { valueOf } from '../store/exampleStore.ts'

export function newStore(folder: string): StorePlace {
  const { id, path } = valueOf(openHome(mkdtempSync(join(folder, 'store-'))))
  return { id, paths: storePaths(path) }
}

/** Makes a folder of read-only files, as publishing leaves it. @returns its bytes */
export function writeFiles(folder: string, names: readonly string[]): number {
  mkdirSync(folder, { recursive: true })
  for (const name of names) {
    writeFileSync(join(folder, name), `content of ${name}`)
    chmodSync(join(folder, name), 0o440)
  }
  chmodSync(folder, 0o2750)
  return names.reduce((bytes, name) => bytes + `content of ${name}`.length, 0)
}

export const resultFiles = ['associations.parquet', 'config.yaml', 'manifest.json', 'relations.parquet', 'sources.parquet']

export interface ExampleRun {
  readonly target: { readonly kind: 'run'; readonly id: string }
  readonly folder: string
  readonly results: readonly { readonly kind: 'result'; readonly runId: string; readonly resultId: string }[]
  readonly entries: number
  readonly bytes: number
}

/** A run with two results, a draft and a log. */
export function writeRun({ paths }: StorePlace): ExampleRun {
  const id = randomUUID()
  const results = [0, 1].map(() => ({ kind: 'result' as const, runId: id, resultId: randomUUID() }))
  let bytes = writeFiles(paths.run(id), ['config.yaml'])
  bytes += writeFiles(paths.logs(id), ['2026-11-20-20-35-00_log.txt'])
  for (const { resultId } of results) bytes += writeFiles(paths.result(id, resultId), resultFiles)
  return { target: { kind: 'run', id }, folder: paths.run(id), results, entries: 7 + 2 * resultFiles.length, bytes }
}

export function writeImage({ paths }: StorePlace): { readonly target: RemovalTarget; readonly folder: string } {
  const id = randomUUID()
  writeFiles(paths.image(id), ['measurements.parquet', 'manifest.json'])
  return { target: { kind: 'image', id }, folder: paths.image(id) }
}

/** Everything that can be seen of a tree without changing it: names, kinds, modes, times, links, contents. */
export function lookOf(path: string): string {
  const hash = createHash('sha256')
  const look = (at: string) => {
    const { mode, size, mtimeMs, nlink, uid, ino } = lstatSync(at)
    hash.update(JSON.stringify([at, mode, size, mtimeMs, nlink, uid, ino]))
    const kind = lstatSync(at)
    if (kind.isSymbolicLink()) hash.update(readlinkSync(at))
    else if (kind.isFile()) hash.update(readFileSync(at))
    else if (kind.isDirectory()) for (const name of readdirSync(at).sort()) look(join(at, name))
  }
  look(path)
  return hash.digest('hex')
}

/** A folder outside of the store with the names that a run has, which a remover that is led astray would remove. */
export function plantCanary(folder: string): string {
  const canary = mkdtempSync(join(folder, 'canary-'))
  writeFiles(canary, [...resultFiles, 'precious.fits'])
  for (const name of ['results', 'logs', 'deep']) writeFiles(join(canary, name), [...resultFiles, 'precious.fits'])
  chmodSync(canary, 0o2770)
  return canary
}
