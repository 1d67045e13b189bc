import { createHash } from 'node:crypto'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { failure, success, type Result } from '../../fault/fault.ts'
import { hashFile } from './hashFile.ts'
import { notAFile, openFault } from './openFault.ts'

/**
 * `whole` is the SHA-256 of the file: for catalogues and noise maps, every byte of which decides the measurements.
 * `sampled` is that of its size, its FITS header and 64 blocks of 64 KiB spread over it: for images and backgrounds, of
 * which only cut-outs are read.
 */
export type FingerprintKind = 'whole' | 'sampled'

export interface Fingerprint {
  /** `sha256:` or `sampled:` and 64 hexadecimal digits. */
  readonly fingerprint: string
  readonly bytes: number
}

const sampleCount = 64
const sampleBytes = 64 * 1024
const headerBlockBytes = 2880
const longestHeaderBytes = 100 * headerBlockBytes

/** The fingerprint of a file as it is now, read from the disk; faults `file.*` where it cannot be. */
export async function fingerprintFile(path: string, kind: FingerprintKind): Promise<Result<Fingerprint>> {
  try {
    // A pipe would be waited for.
    if (!(await stat(path)).isFile()) return failure(notAFile(path))
    if (kind === 'sampled') return success(await sampleFile(path))
    const { sha256, bytes } = await hashFile(path)
    return success({ fingerprint: `sha256:${sha256}`, bytes })
  } catch (error) {
    return failure(openFault(path, error))
  }
}

async function sampleFile(path: string): Promise<Fingerprint> {
  const file = await open(path, 'r')
  try {
    const { size: bytes } = await file.stat()
    const hash = createHash('sha256').update(`halley sampled fingerprint 1\n${bytes}\n`)
    if (bytes <= sampleCount * sampleBytes) {
      hash.update(await readAt(file, 0, bytes))
    } else {
      hash.update(await readHeader(file, bytes))
      const step = (bytes - sampleBytes) / (sampleCount - 1)
      const samples = Array.from({ length: sampleCount }, (_, index) => readAt(file, Math.floor(index * step), sampleBytes))
      for (const sample of await Promise.all(samples)) hash.update(sample)
    }
    return { fingerprint: `sampled:${hash.digest('hex')}`, bytes }
  } finally {
    await file.close()
  }
}

/** The blocks up to the one with the END card; of a file that is no FITS file, as much as the longest header that is looked for. */
async function readHeader(file: FileHandle, bytes: number): Promise<Buffer> {
  const start = await readAt(file, 0, Math.min(longestHeaderBytes, bytes))
  for (let card = 0; card < start.length; card += 80) {
    if (start.toString('latin1', card, card + 8) === 'END     ')
      return start.subarray(0, Math.ceil((card + 80) / headerBlockBytes) * headerBlockBytes)
  }
  return start
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, offset + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return buffer.subarray(0, done)
}
