import { refuse, settle } from '../../fault/fault.ts'
import type { Result } from '../../fault/fault.ts'
import type { ByteSource } from '../byteSource.ts'
import { CompressedPlane } from './compressed/compressedImage.ts'
import { originalHeader } from './compressed/compressedHeader.ts'
import { readAxes, readBitpix, walkHdus } from './hdu.ts'
import type { Hdu } from './hdu.ts'
import type { FitsHeader } from './header.ts'
import { findImageAxes } from './imageAxes.ts'
import type { ImageAxes } from './imageAxes.ts'
import { readPixelCoding } from './pixels.ts'
import type { Pixels } from './pixels.ts'
import { readPlainBox } from './plainImage.ts'
import { refuseTruncated } from './readExactly.ts'

/** One plane of a FITS file, read by boxes. */
export interface FitsImage {
  /** What the byte source is called: usually the path. */
  readonly name: string
  /** The image's own header; of a compressed image the original one, not that of the table which carries it. */
  readonly header: FitsHeader
  readonly width: number
  readonly height: number
  readonly kind: 'plain' | 'tile-compressed'
  readonly bitpix: number
  /**
   * The physical values, Jy/beam whatever BUNIT is, of the box whose first pixel (0-based) is (firstColumn, firstRow), row
   * by row, blanks as NaN. The box must lie inside the image: a RangeError otherwise. A file that turns out to be damaged
   * rejects with a `Refusal`, which `settle` turns into a result.
   */
  read(firstColumn: number, firstRow: number, columns: number, rows: number): Promise<Pixels>
}

/**
 * Opens the first image with two axes or more, none of length 0, in a FITS file: in the primary HDU, an IMAGE extension or
 * a tile-compressed one. Only headers are read; pixels come by {@link FitsImage.read}. Refuses, naming file and reason,
 * what is truncated, damaged, not FITS, a cube, without an image, or in a unit that is no flux density per beam.
 */
export function openFitsImage(source: ByteSource): Promise<Result<FitsImage>> {
  return settle(async () => {
    const seen: string[] = []
    for await (const hdu of walkHdus(source)) {
      if (isPlainImage(hdu)) return openPlainImage(source, hdu)
      if (isCompressedImage(hdu)) return openCompressedImage(source, hdu)
      seen.push(hdu.axes.includes(0) ? `${hdu.type} with axes of ${hdu.axes.join(' x ')}` : `${hdu.type} with ${hdu.axes.length} axes`)
    }
    return refuse('fits.noImage', `${source.name}: expected an image with at least 2 axes, found ${seen.join('; ')}`, {
      hint: 'Give a file that holds an image.',
      data: { file: source.name, found: seen },
    })
  })
}

/** An axis of length 0 stands for no data, and for random groups if it is the first (FITS 4.0, sections 4.4.1 and 6.1). */
function isPlainImage(hdu: Hdu): boolean {
  return (hdu.type === 'PRIMARY' || hdu.type === 'IMAGE') && hdu.axes.length >= 2 && !hdu.axes.includes(0)
}

/** A compressed image has the axes of the image in its Z keywords; those of the table are its rows and their bytes. */
function isCompressedImage(hdu: Hdu): boolean {
  return hdu.type === 'BINTABLE' && hdu.header.boolean('ZIMAGE') === true && hdu.header.requireInteger('ZNAXIS') >= 2
}

function openPlainImage(source: ByteSource, hdu: Hdu): FitsImage {
  const axes = findImageAxes(hdu.header, hdu.axes)
  const bitpix = readBitpix(hdu.header, '')
  const coding = readPixelCoding(hdu.header, bitpix)
  checkComplete(source, hdu)
  const plane = { source, dataOffset: hdu.dataOffset, width: axes.width, coding }
  return makeImage(hdu.header, axes, { kind: 'plain', bitpix, readBox: (...box) => readPlainBox(plane, ...box) })
}

function openCompressedImage(source: ByteSource, hdu: Hdu): FitsImage {
  const header = originalHeader(hdu.header)
  const axes = findImageAxes(header, readAxes(hdu.header, 'Z'))
  checkComplete(source, hdu)
  const plane = new CompressedPlane(source, hdu, axes)
  return makeImage(header, axes, {
    kind: 'tile-compressed',
    bitpix: readBitpix(hdu.header, 'Z'),
    readBox: (...box) => plane.readBox(...box),
  })
}

/** Before anything is read: a header may promise more pixels than memory has. */
function checkComplete(source: ByteSource, hdu: Hdu): void {
  const endByte = hdu.dataOffset + hdu.dataBytes
  if (endByte > source.byteLength) refuseTruncated(source.name, endByte, source.byteLength)
}

interface Plane {
  readonly kind: FitsImage['kind']
  readonly bitpix: number
  readonly readBox: FitsImage['read']
}

function makeImage(header: FitsHeader, { width, height }: ImageAxes, { kind, bitpix, readBox }: Plane): FitsImage {
  const read: FitsImage['read'] = async (firstColumn, firstRow, columns, rows) => {
    checkBox({ width, height }, firstColumn, firstRow, columns, rows)
    return readBox(firstColumn, firstRow, columns, rows)
  }
  return { name: header.name, header, width, height, kind, bitpix, read }
}

function checkBox(size: { width: number; height: number }, firstColumn: number, firstRow: number, columns: number, rows: number): void {
  const areIntegers = [firstColumn, firstRow, columns, rows].every((value) => Number.isSafeInteger(value) && value >= 0)
  if (areIntegers && firstColumn + columns <= size.width && firstRow + rows <= size.height) return
  throw new RangeError(
    `box ${columns} x ${rows} at (${firstColumn}, ${firstRow}) is not inside the image of ${size.width} x ${size.height} pixels`,
  )
}
