import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Spill } from './spill.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halley-spill-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const spec = { id: 'int32', value: 'float64', flag: 'uint8' } as const

function columnsOf(ids: readonly number[]) {
  return { id: Int32Array.from(ids), value: Float64Array.from(ids, (id) => id / 7), flag: Uint8Array.from(ids, (id) => id % 2) }
}

test('gives back the rows of each part in the order in which they came', () => {
  let made = 0
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(4), { maxLength: 700 }), { maxLength: 6 }), (batches) => {
      const spill = new Spill(join(folder, String(made++)), spec, 5)
      const expected: number[][] = [[], [], [], [], []]
      let id = 0
      for (const batch of batches) {
        const ids = batch.map(() => id++)
        for (const [row, part] of batch.entries()) expected[part].push(ids[row])
        spill.scatter(Int32Array.from(batch), columnsOf(ids))
      }
      for (const [part, ids] of expected.entries()) {
        expect(spill.rowsOf(part)).toBe(ids.length)
        expect(spill.read(part)).toEqual(columnsOf(ids))
      }
    }),
  )
})

test('more rows than are gathered go through the disk', () => {
  const spill = new Spill(join(folder, 'large'), spec, 1000)
  const ids = Array.from({ length: 300_000 }, (_, row) => row)
  spill.scatter(
    Int32Array.from(ids, (id) => (id < 250_000 ? 3 : id % 1000)),
    columnsOf(ids),
  )
  const { id, value } = spill.read(3)
  expect(id).toHaveLength(250_050)
  expect([id[249_999], id[250_000], value[250_049]]).toEqual([249_999, 250_003, 299_003 / 7])
  spill.remove()
  expect(existsSync(join(folder, 'large'))).toBe(false)
})

test('rows may be added after some were read', () => {
  const spill = new Spill(join(folder, 'again'), spec, 1)
  spill.append(0, columnsOf([1, 2, 3]), 1, 3)
  expect(spill.read(0)).toEqual(columnsOf([2, 3]))
  spill.append(0, columnsOf([4]), 0, 1)
  expect(spill.read(0)).toEqual(columnsOf([2, 3, 4]))
})
