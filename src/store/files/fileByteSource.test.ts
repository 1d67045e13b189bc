import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFileSource } from './fileByteSource.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'halley-file-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function faultCode(path: string): Promise<string> {
  const opened = await openFileSource(path)
  if (!opened.ok) return opened.fault.code
  await opened.value.close()
  return 'opened'
}

describe('a file as a byte source', () => {
  it('reads any range, and less at the end of the file', async () => {
    const path = join(folder, 'digits')
    writeFileSync(path, '0123456789')
    const opened = await openFileSource(path)
    if (!opened.ok) throw new Error(opened.fault.message)
    const text = async (offset: number, length: number) => Buffer.from(await opened.value.read(offset, length)).toString()
    expect(opened.value.byteLength).toBe(10)
    expect(await Promise.all([text(0, 3), text(8, 5), text(10, 1), text(99, 4)])).toEqual(['012', '89', '', ''])
    await opened.value.close()
  })

  it('says that a file is missing, a directory, a device or not readable', async () => {
    expect(await faultCode(join(folder, 'nothing.fits'))).toBe('file.missing')
    expect(await faultCode(folder)).toBe('file.type')
    expect(await faultCode('/dev/null')).toBe('file.type')
    const path = join(folder, 'secret')
    writeFileSync(path, 'x')
    chmodSync(path, 0)
    expect(await faultCode(path)).toBe(process.getuid?.() === 0 ? 'opened' : 'file.permission')
  })

  it('names the file where the disk fails', async () => {
    const path = join(folder, 'closed')
    writeFileSync(path, 'x')
    const opened = await openFileSource(path)
    if (!opened.ok) throw new Error(opened.fault.message)
    await opened.value.close()
    await expect(opened.value.read(0, 1)).rejects.toMatchObject({ fault: { code: 'file.read', data: { path } } })
  })
})
