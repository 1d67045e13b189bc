import { createHash } from 'node:crypto'
import { chmod, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '../../fault/fault.ts'
import { hashFile } from '../files/hashFile.ts'
import { stampOf } from '../files/stampOf.ts'
import { syncToDisk } from '../files/syncToDisk.ts'
import type { PublishOptions } from './publishStep.ts'

export interface ManifestFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** A file that is final, with the state that it then had. */
export interface SealedFile extends ManifestFile {
  readonly stamp: string
}

export interface SealedFolder {
  readonly files: readonly SealedFile[]
  readonly manifestHash: string
}

/** Describes the other files of a folder that was published; its own hash is in the catalogue. */
export const manifestName = 'manifest.json'
const filesAtOnce = 4

/**
 * Makes a folder of plain files final: on disk, hashed, described by a manifest, read-only. What the manifest says
 * besides its files is given as `facts`.
 */
export async function sealFolder(folder: string, facts: object, options: PublishOptions): Promise<SealedFolder> {
  await options.onStep?.('syncFiles')
  const files = await hashAndSync(folder)
  await options.onStep?.('writeManifest')
  const manifest = `${JSON.stringify({ ...facts, files }, undefined, 1)}\n`
  await writeFile(join(folder, manifestName), manifest)
  await syncToDisk(join(folder, manifestName))
  await options.onStep?.('protectFiles')
  for (const name of [...files.map((file) => file.name), manifestName]) await chmod(join(folder, name), 0o440)
  await options.onStep?.('syncFolder')
  await syncToDisk(folder)
  const stamped = await Promise.all(files.map(async (file) => ({ ...file, stamp: await stampOf(join(folder, file.name)) })))
  return { files: stamped, manifestHash: createHash('sha256').update(manifest).digest('hex') }
}

/** By name. Hashes and syncs a few files at a time: the disk works on one while the processor hashes another. */
async function hashAndSync(folder: string): Promise<ManifestFile[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const stranger = entries.find((entry) => !entry.isFile())
  if (stranger !== undefined) {
    refuse('publish.unexpectedEntry', `${join(folder, stranger.name)}: expected plain files only in what is published.`, {
      hint: 'Remove it and process again.',
      data: { path: join(folder, stranger.name) },
    })
  }
  const names = entries
    .map((entry) => entry.name)
    .filter((name) => name !== manifestName)
    .sort()
  const files: ManifestFile[] = []
  for (let first = 0; first < names.length; first += filesAtOnce) {
    files.push(...(await Promise.all(names.slice(first, first + filesAtOnce).map((name) => hashAndSyncFile(folder, name)))))
  }
  return files
}

async function hashAndSyncFile(folder: string, name: string): Promise<ManifestFile> {
  const path = join(folder, name)
  const [, { sha256, bytes }] = await Promise.all([syncToDisk(path), hashFile(path)])
  return { name, bytes, sha256 }
}
