import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settle } from '../../src/fault/fault.ts'
import { memoryByteSource } from '../../src/formats/byteSource.ts'
import { openFitsImage } from '../../src/formats/fits/image.ts'
import { readImageHeader } from '../../src/formats/fits/imageHeader.ts'

const folder = join(import.meta.dirname, '../oracles/fits')
const names = [
  'plain_i2_scaled',
  'plain_f4',
  'axes_stokes_freq_ra_dec',
  'rice1_f4_nan',
  'gzip2_i2_16x29',
  'fpack_tiles',
  'fpack_gzip1',
  'rice1_u1_11x5',
]
const files = names.map((name) => readFileSync(join(folder, `${name}.fits`)))

const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }) })
const digitEdit = fc.record({ nth: fc.nat(200), digit: fc.constantFrom(...Array.from('0123456789-.E ')) })

/** Opens and reads all; whatever the bytes are, this is a result or a fault. */
async function readAll(bytes: Uint8Array): Promise<string> {
  const image = await openFitsImage(memoryByteSource('mutant.fits', bytes))
  if (!image.ok) return image.fault.code
  const { width, height } = image.value
  readImageHeader(image.value.header)
  // Plain pixels are in the file; tiles are bounded by what their bytes can hold.
  const rows = Math.min(height, Math.max(1, Math.floor(1_000_000 / width)))
  const pixels = await settle(() => image.value.read(0, 0, Math.min(width, 1_000_000), rows))
  return pixels.ok ? 'read' : pixels.fault.code
}

/** Overwrites the nth digit of the header's values. */
function editDigit(bytes: Buffer, nth: number, digit: string): void {
  let seen = 0
  for (let at = 0; at < bytes.length; at++) {
    const isDigit = bytes[at] >= 0x30 && bytes[at] <= 0x39 && at % 80 > 8 && at % 80 < 31
    if (isDigit && seen++ === nth) {
      bytes.write(digit, at, 'latin1')
      return
    }
  }
}

describe('damaged FITS files give a fault with a name, never a crash', () => {
  it('where bytes are overwritten', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.array(edit, { minLength: 1, maxLength: 6 }), async (file, edits) => {
        const mutant = Buffer.from(file)
        for (const { at, bytes } of edits)
          mutant.set(bytes.subarray(0, mutant.length - Math.floor(at * (mutant.length - 1))), Math.floor(at * (mutant.length - 1)))
        expect(await readAll(mutant)).toMatch(/^(read|fits\.[a-zA-Z.]+)$/)
      }),
      { numRuns: 1500 },
    )
  })

  it('where digits of the header change', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.array(digitEdit, { minLength: 1, maxLength: 3 }), async (file, edits) => {
        const mutant = Buffer.from(file)
        for (const { nth, digit } of edits) editDigit(mutant, nth, digit)
        expect(await readAll(mutant)).toMatch(/^(read|fits\.[a-zA-Z.]+)$/)
      }),
      { numRuns: 1500 },
    )
  })

  it('where the end is missing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.double({ min: 0, max: 1, noNaN: true }), async (file, part) => {
        expect(await readAll(file.subarray(0, Math.floor(part * file.length)))).toMatch(/^(read|fits\.[a-zA-Z.]+)$/)
      }),
      { numRuns: 400 },
    )
  })
})
