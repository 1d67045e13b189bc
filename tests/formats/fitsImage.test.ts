import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryByteSource } from '../../src/formats/byteSource.ts'
import type { ByteSource } from '../../src/formats/byteSource.ts'
import { openFitsImage } from '../../src/formats/fits/image.ts'
import type { FitsImage } from '../../src/formats/fits/image.ts'

const folder = join(import.meta.dirname, '../oracles/fits')
const oracles = readFileSync(join(folder, 'images.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(2)
  .map((line) => line.split(','))

async function open(source: ByteSource): Promise<FitsImage> {
  const image = await openFitsImage(source)
  if (!image.ok) throw new Error(image.fault.message)
  return image.value
}

function openOracle(name: string): Promise<FitsImage> {
  return open(memoryByteSource(`${name}.fits`, readFileSync(join(folder, `${name}.fits`))))
}

async function readCorner(name: string): Promise<Float32Array | Float64Array> {
  const image = await openOracle(name)
  return image.read(0, 0, 2, 2)
}

function expectedPixels(name: string, type: string): Float32Array | Float64Array {
  const bytes = new Uint8Array(readFileSync(join(folder, `${name}.pixels`))).buffer
  return type === 'float32' ? new Float32Array(bytes) : new Float64Array(bytes)
}

async function fault(content: string | Uint8Array): Promise<{ code: string; message: string }> {
  const image = await openFitsImage(memoryByteSource('a.fits', typeof content === 'string' ? Buffer.from(content, 'latin1') : content))
  return image.ok ? { code: 'opened', message: '' } : image.fault
}

const span = (limit: number) => fc.tuple(fc.nat(limit - 1), fc.nat(limit - 1)).map(([a, b]) => [Math.min(a, b), Math.abs(a - b) + 1])

describe('the pixels of a FITS image', () => {
  it.each(oracles)('are those of astropy and funpack, bit for bit: %s', async (name, width, height, type, unit) => {
    const image = await openOracle(name)
    expect([image.width, image.height, image.header.string('BUNIT') ?? '']).toEqual([Number(width), Number(height), unit])
    const pixels = await image.read(0, 0, image.width, image.height)
    expect(Array.from(pixels)).toEqual(Array.from(expectedPixels(name, type)))
  })

  it.each(oracles)('are the same in any box as in the whole: %s', async (name) => {
    const image = await openOracle(name)
    const whole = await image.read(0, 0, image.width, image.height)
    await fc.assert(
      fc.asyncProperty(span(image.width), span(image.height), async ([x, columns], [y, rows]) => {
        const box = await image.read(x, y, columns, rows)
        const crop = Array.from(box, (_, i) => whole[(y + Math.floor(i / columns)) * image.width + x + (i % columns)])
        expect(Array.from(box)).toEqual(crop)
      }),
      { numRuns: 8 },
    )
  })

  it('come as 32-bit floats where the file has such and no scaling, else as doubles', async () => {
    expect(await readCorner('plain_f4')).toBeInstanceOf(Float32Array)
    expect(await readCorner('rice1_f4_dither1')).toBeInstanceOf(Float32Array)
    expect(await readCorner('plain_f4_scaled')).toBeInstanceOf(Float64Array)
    expect(await readCorner('plain_i2')).toBeInstanceOf(Float64Array)
  })

  it('cost each compressed tile one read, in strips that do not fit the tiles', async () => {
    const memory = memoryByteSource('a.fits', readFileSync(join(folder, 'gzip1_f4_dither1.fits')))
    let reads = 0
    const image = await open({ ...memory, read: (offset, length) => (reads++, memory.read(offset, length)) })
    reads = 0
    for (let row = 0; row < image.height; row++) await image.read(0, row, image.width, 1)
    const tiles = Math.ceil(image.width / 10) * Math.ceil(image.height / 7)
    expect(reads).toBe(tiles + 1)
  })
})

/** The table of a compressed file with its one column of 32-bit descriptors made 64 bits wide. */
function withWideDescriptors(content: Buffer): Buffer {
  const end = content.indexOf('END     ', content.indexOf('XTENSION'))
  const dataOffset = Math.ceil(end / 2880) * 2880
  const head = content.toString('latin1', 0, dataOffset)
  const rows = Number(/NAXIS2  = +(\d+)/.exec(head.slice(2880))?.[1])
  const wide = Buffer.alloc(rows * 16)
  for (let field = 0; field < rows * 2; field++) wide.writeBigInt64BE(BigInt(content.readInt32BE(dataOffset + field * 4)), field * 8)
  const extension = head.slice(2880).replace('NAXIS1  =                    8', 'NAXIS1  =                   16').replace("'1PB(", "'1QB(")
  const heap = content.subarray(dataOffset + rows * 8)
  return Buffer.concat([Buffer.from(head.slice(0, 2880) + extension, 'latin1'), wide, heap])
}

function lengthCard(keyword: string, value: number): string {
  return `${keyword.padEnd(8)}= ${String(value).padStart(20)}`
}

describe('a compressed FITS image', () => {
  const fpacked = readFileSync(join(folder, 'fpack_rice.fits'), 'latin1')

  it('has the header that the image had before', async () => {
    const image = await openOracle('fpack_rice')
    expect([image.kind, image.bitpix, image.header.integer('NAXIS1')]).toEqual(['tile-compressed', -32, 37])
    const keywords = image.header.cards.filter((card) => !card.isCommentary).map((card) => card.keyword)
    expect(keywords).toEqual(expect.arrayContaining(['SIMPLE', 'BITPIX', 'NAXIS', 'NAXIS1', 'NAXIS4', 'CTYPE1', 'BUNIT']))
    expect(keywords.filter((keyword) => /^(Z.*|T(FORM|TYPE)\d+|TFIELDS|XTENSION|PCOUNT)$/.test(keyword))).toEqual([])
  })

  it('is refused where its data is truncated', async () => {
    expect((await fault(fpacked.slice(0, -2880))).code).toBe('fits.truncated')
  })

  it.each([
    ["'RICE_1  '   ", "'HCOMPRESS_1'", 'expected the compression RICE_1, GZIP_1 or GZIP_2, found HCOMPRESS_1'],
    ["'RICE_1  '", "'PLIO_1  '", 'expected the compression RICE_1, GZIP_1 or GZIP_2, found PLIO_1'],
    ["'SUBTRACTIVE_DITHER_1' / P", "'SUBTRACTIVE_DITHER_9' / P", "found 'SUBTRACTIVE_DITHER_9'"],
    ["'COMPRESSED_DATA'   ", "'COMPRESSION     ' ", 'expected a column COMPRESSED_DATA in the compressed image, found none'],
    ['ZTILE1  =                   37', 'ZTILE1  =                    9', 'expected 5 x 23 tiles, found 23 rows in the table'],
    ['ZTILE1  =                   37', 'ZTILE1  =                   -9', 'ZTILE1 should be 1 or more, found -9'],
    ['ZVAL2   =                    4', 'ZVAL2   =                    3', 'expected BYTEPIX of the compression to be 1, 2 or 4, found 3'],
    ['ZVAL1   =                   32', 'ZVAL1   =                    0', 'expected BLOCKSIZE of the compression to be 1 or more, found 0'],
    ["'1PB(", "'1ZB(", 'TFORM1 should be the format of a table column'],
  ])('is refused by name: %s as %s', async (from, to, message) => {
    expect(fpacked).toContain(from)
    expect((await fault(fpacked.replace(from, to.padEnd(from.length)))).message).toContain(message)
  })

  it.each([
    [4096, 4097, 'expected tiles of at most 16777216 pixels, found 4096 x 4097'],
    [4096, 4096, 'expected 1 x 1 tiles, found 23 rows in the table'],
  ])(
    'has tiles of at most 2^24 pixels, so that a large image in one tile (fpack -w) is refused: %i x %i',
    async (width, height, message) => {
      const whole = [
        ['ZNAXIS1', 37, width] as const,
        ['ZNAXIS2', 23, height] as const,
        ['ZTILE1', 37, width] as const,
        ['ZTILE2', 1, height] as const,
      ]
      const content = whole.reduce((text, [keyword, from, to]) => {
        expect(text).toContain(lengthCard(keyword, from))
        return text.replace(lengthCard(keyword, from), lengthCard(keyword, to))
      }, fpacked)
      expect((await fault(content)).message).toContain(message)
    },
  )

  it('is refused where a tile points out of the heap, and its other tiles are read', async () => {
    const content = readFileSync(join(folder, 'rice1_i2_37x1.fits'))
    const end = content.indexOf('END     ', content.indexOf('XTENSION'))
    content.writeInt32BE(1_000_000, Math.ceil(end / 2880) * 2880 + 4)
    const image = await open(memoryByteSource('a.fits', content))
    await expect(image.read(0, 0, 37, 1)).rejects.toMatchObject({ fault: { code: 'fits.tile', data: { tile: 1, offset: 1_000_000 } } })
    await expect(image.read(0, 1, 37, 1)).resolves.toHaveLength(37)
  })
  it('is tried again where the disk failed once', async () => {
    const memory = memoryByteSource('a.fits', readFileSync(join(folder, 'rice1_i2_37x1.fits')))
    let failures = 0
    const read = (offset: number, length: number) => (failures-- > 0 ? Promise.reject(new Error('disk')) : memory.read(offset, length))
    const image = await open({ ...memory, read })
    failures = 1
    await expect(image.read(0, 0, 37, 1)).rejects.toThrow('disk')
    await expect(image.read(0, 0, 37, 1)).resolves.toHaveLength(37)
    failures = 1
    await expect(image.read(0, 1, 37, 1)).rejects.toThrow('disk')
    await expect(image.read(0, 1, 37, 1)).resolves.toHaveLength(37)
  })

  it('reads the same with descriptors of 64 bits', async () => {
    const image = await open(memoryByteSource('a.fits', withWideDescriptors(readFileSync(join(folder, 'rice1_i2_37x1.fits')))))
    const pixels = await image.read(0, 0, image.width, image.height)
    expect(Array.from(pixels)).toEqual(Array.from(expectedPixels('rice1_i2_37x1', 'float32')))
  })
})
