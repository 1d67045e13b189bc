import { describe, expect, it, test } from 'vitest'
import { memoryByteSource } from '../byteSource.ts'
import { formatHeader } from './headerText.ts'
import type { CardToWrite } from './headerText.ts'
import { openFitsImage } from './image.ts'
import type { FitsImage } from './image.ts'

/** A file of these header cards and data, each padded to blocks. */
function fitsFile(cards: readonly CardToWrite[], data: Uint8Array): Uint8Array {
  return Buffer.concat([formatHeader(cards), data, new Uint8Array((2880 - (data.byteLength % 2880)) % 2880)])
}

function imageCards(axes: readonly (number | string)[], more: readonly CardToWrite[] = []): CardToWrite[] {
  const lengths = axes.map((length, index): CardToWrite => [`NAXIS${index + 1}`, length])
  return [['SIMPLE', true], ['BITPIX', -32], ['NAXIS', axes.length], ...lengths, ...more]
}

/** An image of zeros, and the lengths of the reads that its boxes cost. */
async function openCounted(width: number, height: number): Promise<{ image: FitsImage; lengths: number[] }> {
  const memory = memoryByteSource('a.fits', fitsFile(imageCards([width, height]), new Uint8Array(width * height * 4)))
  const lengths: number[] = []
  const opened = await openFitsImage({ ...memory, read: (offset, length) => (lengths.push(length), memory.read(offset, length)) })
  if (!opened.ok) throw new Error(opened.fault.message)
  lengths.length = 0
  return { image: opened.value, lengths }
}

async function fault(bytes: Uint8Array): Promise<{ code: string; message: string; data: unknown }> {
  const image = await openFitsImage(memoryByteSource('a.fits', bytes))
  return image.ok ? { code: 'opened', message: '', data: {} } : image.fault
}

/** The physical value of an image of one pixel, stored as 2. */
async function firstValue(unit: string): Promise<number> {
  const bytes = fitsFile(imageCards([1, 1], unit === '' ? [] : [['BUNIT', unit]]), Buffer.from([0x40, 0, 0, 0]))
  const opened = await openFitsImage(memoryByteSource('a.fits', bytes))
  if (!opened.ok) throw new Error(opened.fault.message)
  return (await opened.value.read(0, 0, 1, 1))[0]
}

describe('the unit of an image', () => {
  it.each(['', 'Jy/beam', 'JY/BEAM', 'Jy beam-1', 'Jy.beam**-1', 'beam-1 Jy', 'jy/bm'])('is taken as Jy/beam: "%s"', async (unit) => {
    expect(await firstValue(unit)).toBe(2)
  })

  it.each([
    ['mJy/beam', 2e-3],
    ['beam-1 mJy', 2e-3],
    ['uJy/beam', 2e-6],
  ])('is brought to Jy/beam: %s', async (unit, value) => {
    expect(await firstValue(unit)).toBeCloseTo(value, 15)
  })

  it.each(['K', 'Jy/pixel', 'MJy/beam', 'MJy/sr', 'Jy'])('is refused by name where it is another: %s', async (unit) => {
    const { code, message } = await fault(fitsFile(imageCards([1, 1], [['BUNIT', unit]]), new Uint8Array(4)))
    expect([code, message]).toEqual([
      'fits.unit',
      `a.fits: expected pixels in Jy/beam or a unit that converts to it (BUNIT), found ${unit}`,
    ])
  })
})

describe('a box of a plain image', () => {
  it('costs one read for whole rows, and one where its rows lie close together', async () => {
    const { image, lengths } = await openCounted(200, 100)
    await image.read(0, 10, 200, 50)
    await image.read(7, 10, 20, 50)
    expect(lengths).toEqual([40_000, (49 * 200 + 20) * 4])
  })

  it('is read row by row where its rows lie far apart', async () => {
    const { image, lengths } = await openCounted(20_000, 3)
    await image.read(100, 0, 5, 3)
    expect(lengths).toEqual([20, 20, 20])
  })

  it('may be empty; outside the image it is a bug of the caller', async () => {
    const { image } = await openCounted(10, 10)
    expect(await image.read(3, 3, 0, 0)).toHaveLength(0)
    await expect(image.read(0, 0, 11, 1)).rejects.toThrow(RangeError)
    await expect(image.read(-1, 0, 1, 1)).rejects.toThrow(RangeError)
    await expect(image.read(0, 0, 0.5, 1)).rejects.toThrow(RangeError)
  })
})

test.each([
  [0, 4],
  [4, 0],
])('a primary HDU of %i x %i pixels is passed over for the next HDU', async (width, height) => {
  const extension: CardToWrite[] = [['XTENSION', 'IMAGE'], ...imageCards([2, 3]).slice(1), ['PCOUNT', 0], ['GCOUNT', 1]]
  const bytes = Buffer.concat([fitsFile(imageCards([width, height]), new Uint8Array(0)), fitsFile(extension, new Uint8Array(24))])
  const opened = await openFitsImage(memoryByteSource('a.fits', bytes))
  expect(opened).toMatchObject({ ok: true, value: { width: 2, height: 3 } })
})

describe('a FITS file is refused', () => {
  const plane = new Uint8Array(16 * 4)

  it('where it is empty, not FITS, or gzip', async () => {
    expect((await fault(new Uint8Array(0))).code).toBe('fits.empty')
    expect(await fault(Buffer.from('<VOTABLE version="1.3">'.repeat(200)))).toMatchObject({
      code: 'fits.magic',
      message: 'a.fits: expected a FITS file that starts with SIMPLE, found "<VOTABLE v"',
    })
    expect((await fault(Uint8Array.of(0x1f, 0x8b, 8, 0))).message).toContain('gzip')
  })

  it('where it is shorter than its header says, before a pixel is read', async () => {
    const whole = fitsFile(imageCards([4, 4]), plane)
    expect(await fault(whole.subarray(0, 2880 + 63))).toMatchObject({
      code: 'fits.truncated',
      message: 'a.fits: the header promises data up to byte 2944, the file ends at byte 2943',
      data: { expectedBytes: 2944, foundBytes: 2943 },
    })
    expect((await fault(whole.subarray(0, 2880 + 64))).code).toBe('opened')
    expect((await fault(fitsFile(imageCards([1_000_000, 1_000_000]), plane))).code).toBe('fits.truncated')
  })

  it('where its header has no END or is damaged, naming the byte', async () => {
    const whole = fitsFile(imageCards([4, 4]), plane)
    expect(await fault(whole.subarray(0, 240))).toMatchObject({ code: 'fits.header.end', data: { headerByte: 0, byte: 240 } })
    const damaged = Buffer.from(whole)
    damaged[161] = 0
    expect(await fault(damaged)).toMatchObject({ code: 'fits.header.card', data: { byte: 160 } })
  })

  it.each([
    [-4, 'a.fits: NAXIS1 should be 0 or more, found -4'],
    [1.5, 'a.fits: NAXIS1 should be an integer, found 1.5'],
    ['four', "a.fits: NAXIS1 should be a number, found 'four    '"],
    [2 ** 52, 'a.fits: the axes 4503599627370496 x 4 make more than 2^53 bytes'],
    [0, 'a.fits: expected an image with at least 2 axes, found PRIMARY with axes of 0 x 4'],
  ])('where NAXIS1 is %s', async (length, message) => {
    expect((await fault(fitsFile(imageCards([length, 4]), plane))).message).toBe(message)
  })

  it('where BITPIX is unknown, or a card that it needs is missing', async () => {
    const cards = imageCards([4, 4])
    const withBitpix = cards.map((card): CardToWrite => (card[0] === 'BITPIX' ? ['BITPIX', 12] : card))
    expect((await fault(fitsFile(withBitpix, plane))).message).toBe('a.fits: BITPIX should be one of 8, 16, 32, 64, -32, -64, found 12')
    const withoutAxis = cards.filter(([keyword]) => keyword !== 'NAXIS2')
    expect((await fault(fitsFile(withoutAxis, plane))).message).toBe('a.fits: NAXIS2 is missing from the header, expected an integer')
  })

  it('where it is a cube, naming the axis', async () => {
    const types: CardToWrite[] = [
      ['CTYPE1', 'RA---SIN'],
      ['CTYPE2', 'DEC--SIN'],
      ['CTYPE3', 'FREQ'],
    ]
    const cube = await fault(fitsFile(imageCards([2, 2, 4], types), plane))
    expect(cube.message).toBe('a.fits: expected one plane, found 4 along axis 3 (FREQ)')
    expect((await fault(fitsFile(imageCards([2, 2, 4]), plane))).code).toBe('fits.cube')
    const leading: CardToWrite[] = [
      ['CTYPE1', 'STOKES'],
      ['CTYPE2', 'RA---SIN'],
      ['CTYPE3', 'DEC--SIN'],
    ]
    expect((await fault(fitsFile(imageCards([4, 2, 2], leading), plane))).message).toContain('axis 1 (STOKES)')
  })

  it('where it has no image', async () => {
    const none = await fault(
      formatHeader([
        ['SIMPLE', true],
        ['BITPIX', 8],
        ['NAXIS', 0],
      ]),
    )
    expect(none).toMatchObject({
      code: 'fits.noImage',
      message: 'a.fits: expected an image with at least 2 axes, found PRIMARY with 0 axes',
    })
  })
})
