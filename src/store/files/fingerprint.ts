import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { failure, Refusal, success, type Result } from '../../fault/fault.ts'
import { hashOpenFile } from './hashFile.ts'
import { notAFile, openFault } from './openFault.ts'
import { openWithin } from './openWithin.ts'

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

/** The fingerprint of a file inside the roots of the thread as it is now, read from the disk; faults `file.*` where it cannot be. */
export async function fingerprintFile(path: string, kind: FingerprintKind): Promise<Result<Fingerprint>> {
  try {
    const file = await openWithin(path)
    try {
      if (!(await file.stat()).isFile()) return failure(notAFile(path))
      return success(kind === 'sampled' ? await sampleFile(file) : await hashWhole(file))
    } finally {
      await file.close()
    }
  } catch (error) {
    return failure(error instanceof Refusal ? error.fault : openFault(path, error))
  }
}

async function hashWhole(file: FileHandle): Promise<Fingerprint> {
  const { sha256, bytes } = await hashOpenFile(file)
  return { fingerprint: `sha256:${sha256}`, bytes }
}

async function sampleFile(file: FileHandle): Promise<Fingerprint> {
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
