import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { settle } from '../../fault/fault.ts'
import { openDirectorySink } from './directorySink.ts'

let parent = ''

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'halley-sink-'))
})

afterEach(async () => {
  await rm(parent, { recursive: true })
})

test('makes the directory and the folders of its files', async () => {
  const sink = await openDirectorySink(join(parent, 'new', 'survey'))
  if (!sink.ok) throw new Error(sink.fault.message)
  const file = await sink.value.file('epoch01/a.fits')
  await file.write(Uint8Array.of(1, 2))
  await file.write(Uint8Array.of(3))
  await file.close()
  expect([...(await readFile(join(parent, 'new/survey/epoch01/a.fits')))]).toEqual([1, 2, 3])
})

test('refuses a directory that has anything in it, naming what', async () => {
  await writeFile(join(parent, 'thesis.tex'), 'x')
  const sink = await openDirectorySink(parent)
  expect(sink).toMatchObject({ ok: false, fault: { code: 'directory.notEmpty' } })
  expect(sink.ok ? '' : sink.fault.message).toContain('thesis.tex')
})

test('refuses a path that is a file', async () => {
  await writeFile(join(parent, 'file'), 'x')
  expect(await openDirectorySink(join(parent, 'file'))).toMatchObject({ ok: false, fault: { code: 'directory.unwritable' } })
})

test('refuses to write a file twice and keeps the first', async () => {
  const sink = await openDirectorySink(parent)
  if (!sink.ok) throw new Error(sink.fault.message)
  const first = await sink.value.file('a')
  await first.write(Uint8Array.of(7))
  await first.close()
  expect(await settle(() => sink.value.file('a'))).toMatchObject({ ok: false, fault: { code: 'directory.write' } })
  expect([...(await readFile(join(parent, 'a')))]).toEqual([7])
})
