import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryByteSource } from '../byteSource.ts'
import type { CardToWrite } from './headerText.ts'
import { openFitsImage } from './image.ts'
import type { FitsImage } from './image.ts'
import { startFitsImage } from './writer.ts'
import type { ImageLayout } from './writer.ts'

async function write(
  layout: ImageLayout,
  cards: readonly CardToWrite[],
  strips: readonly (Float32Array | Float64Array)[],
): Promise<Buffer> {
  const parts: Uint8Array[] = []
  const sink = { write: (bytes: Uint8Array) => Promise.resolve(void parts.push(bytes)) }
  const writer = await startFitsImage(sink, layout, cards)
  for (const strip of strips) await writer.writeRows(strip)
  await writer.end()
  return Buffer.concat(parts)
}

async function open(bytes: Uint8Array): Promise<FitsImage> {
  const image = await openFitsImage(memoryByteSource('written.fits', bytes))
  if (!image.ok) throw new Error(image.fault.message)
  return image.value
}

const size = fc.record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 30 }) })

describe('a written FITS image', () => {
  it('reads back bit for bit as floats, in strips of any height', async () => {
    await fc.assert(
      fc.asyncProperty(
        size,
        fc.constantFrom(-32 as const, -64 as const),
        fc.infiniteStream(fc.float()),
        fc.integer({ min: 1, max: 9 }),
        async ({ width, height }, bitpix, stream, stripRows) => {
          const pixels = Float32Array.from(stream.take(width * height))
          const strips = Array.from({ length: Math.ceil(height / stripRows) }, (_, i) =>
            pixels.subarray(i * stripRows * width, (i + 1) * stripRows * width),
          )
          const bytes = await write({ axes: [width, height, 1, 1], bitpix }, [], strips)
          expect(bytes.length % 2880).toBe(0)
          const image = await open(bytes)
          expect(Array.from(await image.read(0, 0, width, height))).toEqual(Array.from(pixels))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('reads back as integers to half a step, with its blanks', async () => {
    const pixels = Float64Array.from({ length: 60 }, (_, i) => (i === 17 ? NaN : Math.sin(i)))
    const coding = { scale: 1e-4, zero: 0.1, blank: -32768 }
    const image = await open(await write({ axes: [10, 6], bitpix: 16, coding }, [], [pixels]))
    const read = await image.read(0, 0, 10, 6)
    expect(read[17]).toBeNaN()
    pixels.forEach((value, i) => i !== 17 && expect(Math.abs(read[i] - value)).toBeLessThanOrEqual(0.50001e-4))
  })

  it('keeps every kind of card', async () => {
    const text = "It's 'quoted' text with a long tail, ".repeat(6).trim()
    const cards: CardToWrite[] = [
      ['OBJECT', "O'Neil", 'who'],
      ['LONG', text],
      ['SMALL', -1.25e-17],
      ['HALF', 0.5],
      ['COUNT', 7],
      ['FLAG', false],
      ['NONE', ''],
      ['HISTORY', null, 'made by hand '.repeat(9).trim()],
    ]
    const { header } = await open(await write({ axes: [1, 1], bitpix: -32 }, cards, [new Float32Array(1)]))
    expect([header.string('OBJECT'), header.string('LONG'), header.string('NONE')]).toEqual(["O'Neil", text, ''])
    expect([header.number('SMALL'), header.number('HALF'), header.integer('COUNT'), header.boolean('FLAG')]).toEqual([
      -1.25e-17,
      0.5,
      7,
      false,
    ])
    expect(header.card('OBJECT')?.comment).toBe('who')
    expect(header.commentary('HISTORY').join(' ').replaceAll(/\s+/g, ' ').length).toBeGreaterThan(100)
  })

  it('reads back any number and any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', "'", '&', '/'), maxLength: 300 }),
        async (number, text) => {
          const cards: CardToWrite[] = [
            ['NUMBER', number],
            ['TEXT', text],
            ['AFTER', 1],
          ]
          const { header } = await open(await write({ axes: [1, 1], bitpix: -32 }, cards, [new Float32Array(1)]))
          expect(header.number('NUMBER')).toBe(number)
          expect(header.string('TEXT')).toBe(text.trimEnd())
          expect(header.integer('AFTER')).toBe(1)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('refuses rows that do not fit, an early end, and cards that FITS cannot hold, as bugs', async () => {
    await expect(write({ axes: [4, 2], bitpix: -32 }, [], [new Float32Array(5)])).rejects.toThrow(RangeError)
    await expect(write({ axes: [4, 2], bitpix: -32 }, [], [new Float32Array(12)])).rejects.toThrow(RangeError)
    await expect(write({ axes: [4, 2], bitpix: -32 }, [], [new Float32Array(4)])).rejects.toThrow('4 pixels of the image were not written')
    await expect(write({ axes: [1, 1], bitpix: -32 }, [['lower', 1]], [])).rejects.toThrow(RangeError)
    await expect(write({ axes: [1, 1], bitpix: -32 }, [['X', NaN]], [])).rejects.toThrow(RangeError)
    await expect(write({ axes: [1, 1], bitpix: -32 }, [['X', 'é']], [])).rejects.toThrow(RangeError)
  })
})
