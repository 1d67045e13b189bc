import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Result } from '../../fault/fault.ts'
import { openStore, type Store } from '../store.ts'
import { fingerprintFile, type Fingerprint, type FingerprintKind } from './fingerprint.ts'
import { knownFingerprints, rememberedFingerprints } from './knownFingerprints.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halley-fingerprint-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

async function fingerprint(bytes: Uint8Array, kind: FingerprintKind): Promise<string> {
  const path = join(folder, 'image.fits')
  writeFileSync(path, bytes)
  const found = valueOf(await fingerprintFile(path, kind))
  expect(found.bytes).toBe(bytes.length)
  return found.fingerprint
}

function fits(megabytes: number, value: string): Buffer {
  const header = `SIMPLE  =                    T`.padEnd(80) + `OBJECT  = '${value}'`.padEnd(80)
  const bytes = Buffer.alloc(megabytes * 2 ** 20, 7)
  bytes.write(header.padEnd(2880 * 3) + 'END'.padEnd(2880), 'latin1')
  return bytes
}

async function readAndChange(path: string, kind: FingerprintKind): Promise<Result<Fingerprint>> {
  const found = await fingerprintFile(path, kind)
  appendFileSync(path, 'more')
  return found
}

test('a whole fingerprint is the SHA-256 of the file, whatever its size', async () => {
  for (const size of [0, 1, 4 * 2 ** 20 - 1, 4 * 2 ** 20, 9 * 2 ** 20 + 5]) {
    const bytes = Buffer.alloc(size, 'halley')
    expect(await fingerprint(bytes, 'whole')).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`)
  }
})

test('a sampled fingerprint tells sizes, headers and sampled pixels apart, and is the same for the same file', async () => {
  const plain = fits(20, 'A')
  const longer = Buffer.concat([plain, Buffer.alloc(1)])
  const last = Buffer.from(plain)
  last[last.length - 1] = 8
  const first = Buffer.from(plain)
  first[2880 * 4] = 8
  const all = [plain, longer, last, first, fits(20, 'B')]
  const prints = []
  for (const bytes of all) prints.push(await fingerprint(bytes, 'sampled'))
  expect(new Set(prints).size).toBe(all.length)
  expect(await fingerprint(plain, 'sampled')).toBe(prints[0])
  expect(prints[0]).toMatch(/^sampled:[0-9a-f]{64}$/)
})

test('a change in any byte of a small file shows in its sampled fingerprint', async () => {
  const plain = fits(1, 'A')
  const changed = Buffer.from(plain)
  changed[600_000] = 8
  expect(await fingerprint(changed, 'sampled')).not.toBe(await fingerprint(plain, 'sampled'))
})

test('what is missing or no file is a fault', async () => {
  expect(await fingerprintFile(join(folder, 'none.fits'), 'whole')).toMatchObject({ ok: false, fault: { code: 'file.missing' } })
  expect(await fingerprintFile(folder, 'sampled')).toMatchObject({ ok: false, fault: { code: 'file.type' } })
})

test('a file is read again only after a change', async () => {
  const store: Store = valueOf(await openStore(join(folder, 'store')))
  const path = join(folder, 'noise.fits')
  writeFileSync(path, 'noise')
  let reads = 0
  const read = (file: string, kind: FingerprintKind): Promise<Result<Fingerprint>> => {
    reads++
    return fingerprintFile(file, kind)
  }
  const files = [{ path, kind: 'whole' }] as const
  const known = async (now: Date) => valueOf(await knownFingerprints(store.catalogue, files, read, now))[0]?.fingerprint
  const soon = new Date(statSync(path).ctimeMs + 100)
  const afterwards = new Date(statSync(path).ctimeMs + 10_000)
  const first = await known(soon)
  // It had been written a moment ago, so it was not remembered.
  expect([await known(afterwards), reads]).toEqual([first, 2])
  expect([await known(afterwards), reads]).toEqual([first, 2])
  // Even with the old modification time.
  const { atime, mtime } = statSync(path)
  writeFileSync(path, 'nOise')
  utimesSync(path, atime, mtime)
  expect(await known(afterwards)).not.toBe(first)
  expect(readFileSync(path, 'utf8')).toBe('nOise')
  await store.close()
})

test('a file that is changed while it is read is a fault', async () => {
  const store: Store = valueOf(await openStore(join(folder, 'store')))
  const path = join(folder, 'noise.fits')
  writeFileSync(path, 'noise')
  const changing = await knownFingerprints(store.catalogue, [{ path, kind: 'whole' }], readAndChange, new Date(0))
  expect(changing).toMatchObject({ ok: false, fault: { code: 'file.changing', retryable: true } })
  await store.close()
})

test('fingerprints come in the order of the files, and those that were read before are known without reading', async () => {
  const store: Store = valueOf(await openStore(join(folder, 'store')))
  const files = Array.from({ length: 600 }, (_, index) => ({ path: join(folder, `catalogue ${index}`), kind: 'whole' }) as const)
  for (const { path } of files) writeFileSync(path, `components of ${path}`)
  const later = new Date(Date.now() + 10_000)
  const some = files.filter((_, index) => index % 3 > 0)
  const first = valueOf(await knownFingerprints(store.catalogue, some, fingerprintFile, later))
  const remembered = valueOf(await rememberedFingerprints(store.catalogue, files))
  expect(remembered.filter((one) => one !== null)).toEqual(first)
  expect(remembered.map((one) => one === null)).toEqual(files.map((_, index) => index % 3 === 0))
  const read = await Promise.all(files.map(async ({ path, kind }) => valueOf(await fingerprintFile(path, kind))))
  expect(valueOf(await knownFingerprints(store.catalogue, files, fingerprintFile, later))).toEqual(read)
  await store.close()
})
