import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { settle } from '../../fault/fault.ts'
import { removeMade } from './removeMade.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halley-made-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('removes folders and plain files, and what is gone is success', async () => {
  mkdirSync(join(folder, 'made', 'images', 'one'), { recursive: true })
  for (const name of ['made/sources.parquet', 'made/images/one/measurements.parquet', 'beside'])
    writeFileSync(join(folder, name), 'content')
  await removeMade(join(folder, 'made'))
  await removeMade(join(folder, 'made'))
  await removeMade(join(folder, 'nowhere', 'made'))
  expect(readdirSync(folder)).toEqual(['beside'])
})

test('what is no folder, and what leads out of it, is refused and left', async () => {
  mkdirSync(join(folder, 'precious'))
  writeFileSync(join(folder, 'precious', 'data.fits'), 'precious')
  symlinkSync('precious', join(folder, 'link'))
  mkdirSync(join(folder, 'made'))
  symlinkSync('../precious', join(folder, 'made', 'link'))
  for (const name of ['link', 'precious/data.fits', 'made']) {
    expect(await settle(() => removeMade(join(folder, name)))).toMatchObject({ ok: false, fault: { code: 'store.unexpectedEntry' } })
  }
  expect(existsSync(join(folder, 'precious', 'data.fits'))).toBe(true)
  expect(readdirSync(join(folder, 'made'))).toEqual(['link'])
})

test('a link in the place of the folder that it is in is an error of the disk, not silence', async () => {
  mkdirSync(join(folder, 'real', 'made'), { recursive: true })
  symlinkSync('real', join(folder, 'link'))
  await expect(removeMade(join(folder, 'link', 'made'))).rejects.toMatchObject({ code: 'ENOTDIR', path: join(folder, 'link') })
  expect(existsSync(join(folder, 'real', 'made'))).toBe(true)
})
