import { refuse } from '../../../fault/fault.ts'
import { readBitpix } from '../hdu.ts'
import type { FitsHeader } from '../header.ts'
import { readPixelCoding } from '../pixels.ts'
import type { PixelCoding } from '../pixels.ts'
import type { Dithering } from './quantisation.ts'
import type { RiceCoding } from './rice.ts'

export type Algorithm = 'RICE_1' | 'GZIP_1' | 'GZIP_2' | 'NOCOMPRESS'

/** What the header of a compressed image says about the coding of all its tiles. */
export interface TileCoding {
  readonly algorithm: Algorithm
  /** Parameters of RICE_1; defaults for the others. */
  readonly rice: RiceCoding
  readonly pixels: PixelCoding
  readonly dithering: Dithering
  /** ZDITHER0, from 1. */
  readonly ditherStart: number
  /** ZSCALE, ZZERO and ZBLANK as keywords: they hold where the table has no such column. */
  readonly scale: number | undefined
  readonly zero: number | undefined
  readonly blank: number | undefined
}

/** Reads the Z keywords of FITS 4.0, section 10.1 and 10.2. An algorithm that Halley does not know is refused by name. */
export function readTileCoding(table: FitsHeader): TileCoding {
  const bitpix = readBitpix(table, 'Z')
  const { dithering, ditherStart } = readDithering(table)
  return {
    algorithm: readAlgorithm(table),
    rice: readRiceCoding(table),
    pixels: readPixelCoding(table, bitpix),
    dithering,
    ditherStart,
    scale: table.number('ZSCALE'),
    zero: table.number('ZZERO'),
    blank: table.integer('ZBLANK') ?? table.integer('BLANK'),
  }
}

function readAlgorithm(table: FitsHeader): Algorithm {
  const name = (table.string('ZCMPTYPE') ?? '').trim().toUpperCase()
  if (name === 'RICE_1' || name === 'GZIP_1' || name === 'GZIP_2' || name === 'NOCOMPRESS') return name
  if (name === 'RICE_ONE') return 'RICE_1'
  if (name === '') return table.refuseMissing('ZCMPTYPE', 'the name of the compression')
  return refuse('fits.compressed', `${table.name}: expected the compression RICE_1, GZIP_1 or GZIP_2, found ${name}`, {
    hint: 'Decompress the image with funpack, or compress it again with fpack -r.',
    data: { file: table.name, found: name },
  })
}

function readDithering(table: FitsHeader): { dithering: Dithering; ditherStart: number } {
  const name = (table.string('ZQUANTIZ') ?? '').trim().toUpperCase()
  const ditherStart = table.integer('ZDITHER0') ?? 1
  if (name === '' || name === 'NONE' || name === 'NO_DITHER') return { dithering: 'NO_DITHER', ditherStart }
  if (name !== 'SUBTRACTIVE_DITHER_1' && name !== 'SUBTRACTIVE_DITHER_2') {
    return table.refuseValue('ZQUANTIZ', 'NO_DITHER, SUBTRACTIVE_DITHER_1 or SUBTRACTIVE_DITHER_2')
  }
  if (!table.has('ZDITHER0')) return table.refuseMissing('ZDITHER0', `the seed of ${name}`)
  return { dithering: name, ditherStart }
}

function readRiceCoding(table: FitsHeader): RiceCoding {
  let blockSize = 32
  let bytesPerPixel = 4
  for (let index = 1; table.has(`ZNAME${index}`); index++) {
    const name = (table.string(`ZNAME${index}`) ?? '').trim().toUpperCase()
    if (name === 'BLOCKSIZE') blockSize = table.requireInteger(`ZVAL${index}`)
    if (name === 'BYTEPIX') bytesPerPixel = table.requireInteger(`ZVAL${index}`)
  }
  if (blockSize < 1) return refuseParameter(table, 'BLOCKSIZE', '1 or more', blockSize)
  if (bytesPerPixel === 1 || bytesPerPixel === 2 || bytesPerPixel === 4) return { blockSize, bytesPerPixel }
  return refuseParameter(table, 'BYTEPIX', '1, 2 or 4', bytesPerPixel)
}

function refuseParameter(table: FitsHeader, name: string, expected: string, found: number): never {
  refuse('fits.compressed', `${table.name}: expected ${name} of the compression to be ${expected}, found ${found}`, {
    hint: 'Decompress the image with funpack.',
    data: { file: table.name, name, found },
  })
}
