import { blockBytes } from './header.ts'
import { formatHeader } from './headerText.ts'
import type { CardToWrite } from './headerText.ts'

/** Where bytes go, in order: a file, a memory block. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>
}

/** The shape and coding of an image to write. */
export interface ImageLayout {
  /** NAXIS1, NAXIS2, ...: columns first. */
  readonly axes: readonly number[]
  readonly bitpix: -32 | -64 | 16 | 32
  /** For integers only: `physical = stored x scale + zero`, NaN as `blank`. */
  readonly coding?: { readonly scale: number; readonly zero: number; readonly blank: number }
}

/** An image that is being written, row by row from the first. */
export interface FitsImageWriter {
  /** Appends physical values, a whole number of rows; the array may be used again once the promise is settled. */
  writeRows(pixels: Float32Array | Float64Array): Promise<void>
  /** Pads the last block. Throws where rows are missing: the file would be a lie. */
  end(): Promise<void>
}

/**
 * Starts a FITS file with one primary image: writes its header, made of the mandatory cards and `cards`, then takes
 * the pixels in strips of any number of rows. Physical values beyond the range of an integer coding go to its limits.
 */
export async function startFitsImage(sink: ByteSink, layout: ImageLayout, cards: readonly CardToWrite[]): Promise<FitsImageWriter> {
  await sink.write(formatHeader([...layoutCards(layout), ...cards]))
  const totalPixels = layout.axes.reduce((product, length) => product * length, 1)
  const width = layout.axes[0] ?? 0
  let written = 0
  return {
    async writeRows(pixels) {
      const isWhole = width > 0 && pixels.length % width === 0 && written + pixels.length <= totalPixels
      if (!isWhole) throw new RangeError(`${pixels.length} pixels do not fit rows of ${width} with ${totalPixels - written} pixels left`)
      written += pixels.length
      await sink.write(encodePixels(pixels, layout))
    },
    async end() {
      if (written !== totalPixels) throw new RangeError(`${totalPixels - written} pixels of the image were not written`)
      const rest = ((totalPixels * Math.abs(layout.bitpix)) / 8) % blockBytes
      if (rest > 0) await sink.write(new Uint8Array(blockBytes - rest))
    },
  }
}

function layoutCards(layout: ImageLayout): CardToWrite[] {
  const cards: CardToWrite[] = [
    ['SIMPLE', true, 'conforms to FITS 4.0'],
    ['BITPIX', layout.bitpix, 'bits per pixel; negative for floats'],
    ['NAXIS', layout.axes.length, 'number of axes'],
    ...layout.axes.map((length, index): CardToWrite => [`NAXIS${index + 1}`, length]),
  ]
  const { coding } = layout
  if (coding === undefined) return cards
  return [
    ...cards,
    ['BSCALE', coding.scale, 'physical = stored x BSCALE + BZERO'],
    ['BZERO', coding.zero],
    ['BLANK', coding.blank, 'stored value of a blank pixel'],
  ]
}

function encodePixels(pixels: Float32Array | Float64Array, layout: ImageLayout): Uint8Array {
  if (layout.bitpix === -32) {
    const bytes = bufferOver(new Float32Array(pixels))
    return bytes.swap32()
  }
  if (layout.bitpix === -64) return bufferOver(new Float64Array(pixels)).swap64()
  const stored = layout.bitpix === 16 ? new Int16Array(pixels.length) : new Int32Array(pixels.length)
  quantise(pixels, stored, layout)
  return layout.bitpix === 16 ? bufferOver(stored).swap16() : bufferOver(stored).swap32()
}

function quantise(pixels: Float32Array | Float64Array, stored: Int16Array | Int32Array, layout: ImageLayout): void {
  const { scale, zero, blank } = layout.coding ?? { scale: 1, zero: 0, blank: undefined }
  const limit = 2 ** (layout.bitpix - 1)
  for (let i = 0; i < pixels.length; i++) {
    const value = Math.round((pixels[i] - zero) / scale)
    if (Number.isNaN(value)) {
      if (blank === undefined) throw new RangeError('a blank pixel needs a coding with a blank value')
      stored[i] = blank
    } else stored[i] = Math.min(limit - 1, Math.max(-limit, value))
  }
}

function bufferOver(array: Float32Array | Float64Array | Int16Array | Int32Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength)
}
