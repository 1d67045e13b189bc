import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from '../files/isMissing.ts'
import { manifestName, type ManifestFile } from '../publishing/sealFolder.ts'
import { checkFile, type DamagedFile } from './checkFiles.ts'

/** A folder that was sealed when it was published, against its manifest. */
export interface SealedCheck {
  readonly damaged: readonly DamagedFile[]
  /** What the manifest lists; null where it is missing or altered. */
  readonly listed: { readonly files: number; readonly bytes: number } | null
}

/** The files that a manifest lists, or what has become of it. */
async function readSealed(path: string, manifestHash: string): Promise<readonly ManifestFile[] | DamagedFile> {
  try {
    const text = await readFile(path)
    if (createHash('sha256').update(text).digest('hex') !== manifestHash) return { path, found: 'altered' }
    return (JSON.parse(text.toString()) as { readonly files: readonly ManifestFile[] }).files
  } catch (error) {
    if (!isMissing(error)) throw error
    return { path, found: 'missing' }
  }
}

/** The manifest of a folder, if it is not what was published. */
export async function damagedManifest(folder: string, manifestHash: string): Promise<DamagedFile | null> {
  const read = await readSealed(join(folder, manifestName), manifestHash)
  return 'found' in read ? read : null
}

/**
 * Compares a folder with its manifest, and that with its hash.
 *
 * @param thorough hash the files too; else their lengths are looked at
 */
export async function checkSealed(folder: string, manifestHash: string, thorough: boolean): Promise<SealedCheck> {
  const read = await readSealed(join(folder, manifestName), manifestHash)
  if ('found' in read) return { damaged: [read], listed: null }
  const damaged: DamagedFile[] = []
  for (const { name, bytes, sha256 } of read) {
    const found = await checkFile({ path: join(folder, name), bytes, sha256 }, thorough ? 'hash' : 'length')
    if (found) damaged.push(found)
  }
  return { damaged, listed: { files: read.length, bytes: read.reduce((sum, file) => sum + file.bytes, 0) } }
}
