import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { access, mkdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Refusal, makeFault, settle } from '../../fault/fault.ts'
import type { Result } from '../../fault/fault.ts'
import { notAFile, openFault } from './openFault.ts'
import { openWithin } from './openWithin.ts'
import type { Root } from './roots.ts'

interface InflateOptions {
  /** Default: {@link defaultMaxBytes}. */
  readonly maxBytes?: number
  /** The file has to be inside them, else `file.outside`; default: those of the thread. */
  readonly roots?: readonly Root[] | undefined
}

/** Larger than any radio image of today; a gzip file that inflates further is refused. */
const defaultMaxBytes = 64 * 1024 ** 3

/**
 * Inflates a gzip file into the directory `scratch`, which is made if need be, and gives the path of the result, which
 * ends in the file's name without `.gz`. The same file, by path, size and time, is inflated once: later calls give the same path.
 * Memory does not grow with the file. A file that is missing, truncated, corrupt or larger than `maxBytes` once inflated is
 * a fault, and leaves nothing behind.
 */
export function inflateToScratch(path: string, scratch: string, options: InflateOptions = {}): Promise<Result<string>> {
  return settle(async () => {
    const file = await openWithin(path, options.roots).catch((error: unknown) => {
      throw error instanceof Refusal ? error : new Refusal(openFault(path, error))
    })
    try {
      return await inflate(file, path, scratch, options.maxBytes ?? defaultMaxBytes)
    } finally {
      await file.close()
    }
  })
}

async function inflate(file: FileHandle, path: string, scratch: string, maxBytes: number): Promise<string> {
  const inflated = join(scratch, await scratchName(file, path))
  if (await isThere(inflated)) return inflated
  const part = `${inflated}.${randomUUID()}.part`
  try {
    await mkdir(scratch, { recursive: true })
    const packed = file.createReadStream({ autoClose: false })
    await pipeline(packed, createGunzip(), limitBytes(path, maxBytes), createWriteStream(part, { flags: 'wx' }))
    await rename(part, inflated)
  } catch (error) {
    await rm(part, { force: true })
    throw error instanceof Refusal ? error : new Refusal(inflateFault(path, scratch, error))
  }
  return inflated
}

/** Another file of the same name, or another content at the same path, gets another name. */
async function scratchName(file: FileHandle, path: string): Promise<string> {
  const found = await file.stat()
  if (!found.isFile()) throw new Refusal(notAFile(path))
  const absolute = resolve(path)
  const digest = createHash('sha256').update(`${absolute}\n${found.size}\n${found.mtimeMs}`).digest('hex')
  return `${digest.slice(0, 16)}-${basename(absolute).replace(/\.gz$/i, '')}`
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}

function limitBytes(path: string, maxBytes: number): Transform {
  let total = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.byteLength
      done(total > maxBytes ? tooLarge(path, maxBytes) : null, chunk)
    },
  })
}

function tooLarge(path: string, maxBytes: number): Refusal {
  return new Refusal(
    makeFault('gzip.tooLarge', `${path}: expected at most ${maxBytes} bytes once inflated, found more`, {
      hint: 'Inflate the file yourself with gunzip if it is what you mean, and give the result.',
      data: { path, maxBytes },
    }),
  )
}

function inflateFault(path: string, scratch: string, error: unknown) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = error instanceof Error ? error.message : String(error)
  if (code === 'Z_BUF_ERROR') {
    return makeFault('gzip.truncated', `${path}: the gzip data ends before its end mark`, {
      hint: 'Copy or download the file again.',
      data: { path },
    })
  }
  if (code.startsWith('Z_')) {
    return makeFault('gzip.corrupt', `${path}: the gzip data is damaged: ${reason}`, {
      hint: 'Copy or download the file again.',
      data: { path },
    })
  }
  if (code === 'EACCES') return openFault(path, error)
  return makeFault('gzip.write', `${path}: cannot be inflated into ${scratch}: ${reason}`, {
    hint: 'Check the space and the rights of the scratch directory, then try again.',
    retryable: true,
    data: { path, scratch },
  })
}
