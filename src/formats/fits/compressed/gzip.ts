import { gunzipSync } from 'node:zlib'
import { refuse } from '../../../fault/fault.ts'

/** Deflate never packs tighter than this: a tile that claims more is damaged, and known so before memory is taken. */
const maxDeflateRatio = 1032

/** Inflates one tile to at most `maxBytes`. `where` names the tile in messages. */
export function inflateTile(bytes: Uint8Array, maxBytes: number, where: string): Uint8Array {
  const limit = Math.min(maxBytes, bytes.byteLength * maxDeflateRatio)
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, limit) })
  } catch (error) {
    return refuse(
      'fits.tile',
      `${where}: the gzip-compressed bytes are damaged: ${error instanceof Error ? error.message : String(error)}`,
      {
        hint: 'The file is damaged: copy or download it again.',
        data: { where },
      },
    )
  }
}

/** Undoes the shuffle of GZIP_2 (FITS 4.0, section 10.4.2): all first bytes of the pixels, then all second ones ... */
export function unshuffle(bytes: Uint8Array, width: number): Uint8Array {
  const count = bytes.byteLength / width
  const whole = new Uint8Array(bytes.byteLength)
  for (let byte = 0; byte < width; byte++) {
    for (let i = 0, from = byte * count, to = byte; i < count; i++, to += width) whole[to] = bytes[from + i]
  }
  return whole
}
