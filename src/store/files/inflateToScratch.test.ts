import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inflateToScratch } from './inflateToScratch.ts'

let folder = ''
let scratch = ''
const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251))

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'halley-inflate-'))
  scratch = join(folder, 'scratch')
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

async function faultCode(path: string, maxBytes?: number): Promise<string> {
  const inflated = await inflateToScratch(path, join(folder, 'failures'), maxBytes === undefined ? {} : { maxBytes })
  return inflated.ok ? 'inflated' : inflated.fault.code
}

async function inflate(path: string): Promise<string> {
  const inflated = await inflateToScratch(path, scratch)
  if (!inflated.ok) throw new Error(inflated.fault.message)
  return inflated.value
}

describe('inflating a gzip file to scratch', () => {
  it('gives the bytes, and inflates the same file once', async () => {
    const path = write('image.fits.gz', gzipSync(content))
    const first = await inflate(path)
    expect(first).toMatch(/-image\.fits$/)
    expect(readFileSync(first).equals(content)).toBe(true)
    const inode = statSync(first).ino
    expect(statSync(await inflate(path)).ino).toBe(inode)
  })

  it('inflates again what changed', async () => {
    const path = write('changed.fits.gz', gzipSync(content))
    const first = await inflate(path)
    write('changed.fits.gz', gzipSync(content.subarray(0, 1000)))
    const second = await inflate(path)
    expect(second).not.toBe(first)
    expect(statSync(second).size).toBe(1000)
  })

  it('survives two callers at once', async () => {
    const path = write('twice.fits.gz', gzipSync(content))
    const [first, second] = await Promise.all([inflate(path), inflate(path)])
    expect(first).toBe(second)
    expect(readFileSync(first).equals(content)).toBe(true)
  })

  it('refuses what is truncated, corrupt, missing, not gzip or too large, and leaves nothing behind', async () => {
    const whole = gzipSync(content)
    const corrupt = Buffer.from(whole)
    corrupt[corrupt.length - 6] ^= 0xff
    expect(await faultCode(write('cut.gz', whole.subarray(0, whole.length - 100)))).toBe('gzip.truncated')
    expect(await faultCode(write('empty.gz', new Uint8Array(0)))).toBe('gzip.truncated')
    expect(await faultCode(write('corrupt.gz', corrupt))).toBe('gzip.corrupt')
    expect(await faultCode(write('plain.gz', content))).toBe('gzip.corrupt')
    expect(await faultCode(join(folder, 'missing.gz'))).toBe('file.missing')
    expect(await faultCode(folder)).toBe('file.type')
    expect(await faultCode(write('bomb.gz', gzipSync(new Uint8Array(1_000_000))), 999_999)).toBe('gzip.tooLarge')
    expect(existsSync(join(folder, 'failures')) ? readdirSync(join(folder, 'failures')) : []).toEqual([])
  })
})
