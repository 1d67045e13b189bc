import { refuse } from '../../fault/fault.ts'
import type { ByteSource } from '../byteSource.ts'

/** The maps of an image that a preview has. */
export type PreviewLayer = 'image' | 'noise' | 'background'

/** What a block of pixels is shown by. */
export type BlockValue = 'mean' | 'peak'

/** A map made smaller: `factor` x `factor` pixels in one value. */
export interface PreviewPlane {
  readonly layer: PreviewLayer
  readonly of: BlockValue
  readonly factor: number
  readonly width: number
  readonly height: number
  /** Jy/beam, row by row from the bottom; NaN where blank. */
  readonly values: Float32Array
}

/** The values between which the whole of a map shows well, Jy/beam. */
export interface PreviewLimits {
  readonly low: number
  readonly high: number
}

interface StoredPlane extends Omit<PreviewPlane, 'values'> {
  /** From the end of the header, in values. */
  readonly offset: number
}

interface PreviewHeader {
  readonly format: 1
  /** Values are stored as multiples of it, Jy/beam. */
  readonly unitJy: number
  readonly planes: readonly StoredPlane[]
  readonly limits: Readonly<Partial<Record<PreviewLayer, PreviewLimits>>>
}

const mark = new TextEncoder().encode('HALLEYPV')
const PREFIX_BYTES = mark.length + 4
const VALUE_BYTES = 2
/** The largest number of 16 bits. */
const LARGEST = 65_504

/**
 * Planes as the bytes of a preview: a mark, the length of a header, the header as JSON, then each plane as 16-bit floats
 * in multiples of `unitJy`: three digits of each value, in half the room. Equal planes give equal bytes.
 */
export function encodePreview(planes: readonly PreviewPlane[], unitJy: number, limits: PreviewHeader['limits']): Uint8Array {
  let offset = 0
  const stored = planes.map(({ layer, of, factor, width, height, values }): StoredPlane => {
    const plane = { layer, of, factor, width, height, offset }
    offset += values.length
    return plane
  })
  const text = JSON.stringify({ format: 1, unitJy, planes: stored, limits } satisfies PreviewHeader)
  // Values begin at an even byte.
  const header = new TextEncoder().encode(text.length % 2 === 0 ? text : `${text} `)
  const bytes = new Uint8Array(PREFIX_BYTES + header.length + offset * VALUE_BYTES)
  bytes.set(mark)
  new DataView(bytes.buffer).setUint32(mark.length, header.length, true)
  bytes.set(header, PREFIX_BYTES)
  const values = new Float16Array(bytes.buffer, PREFIX_BYTES + header.length)
  for (const [index, plane] of planes.entries()) {
    const start = stored[index].offset
    for (let k = 0; k < plane.values.length; k++) {
      const value = plane.values[k] / unitJy
      values[start + k] = value > LARGEST ? LARGEST : value < -LARGEST ? -LARGEST : value
    }
  }
  return bytes
}

/** An opened preview, read by boxes. */
export interface Preview {
  readonly planes: readonly Omit<PreviewPlane, 'values'>[]
  readonly limits: PreviewHeader['limits']
  /** Jy/beam of a box that lies inside the plane, row by row. */
  read(plane: Omit<PreviewPlane, 'values'>, x: number, y: number, columns: number, rows: number): Promise<Float32Array>
}

function refuseDamaged(name: string): never {
  refuse('image.preview', `${name}: expected the preview of an image, found something else.`, {
    hint: 'Remove the file: it is made again when the image is looked at.',
    data: { path: name },
  })
}

/** Opens the bytes of {@link encodePreview}. What turns out to be something else rejects with a `Refusal` (`image.preview`). */
export async function openPreview(source: ByteSource): Promise<Preview> {
  const prefix = await source.read(0, PREFIX_BYTES)
  const length = prefix.length === PREFIX_BYTES ? new DataView(prefix.buffer, prefix.byteOffset).getUint32(mark.length, true) : 0
  if (!mark.every((byte, index) => prefix[index] === byte) || length > source.byteLength) refuseDamaged(source.name)
  const { planes, unitJy, limits } = JSON.parse(new TextDecoder().decode(await source.read(PREFIX_BYTES, length))) as PreviewHeader
  const first = PREFIX_BYTES + length
  const read: Preview['read'] = async (plane, x, y, columns, rows) => {
    const stored = planes.find(({ layer, of, factor }) => layer === plane.layer && of === plane.of && factor === plane.factor)
    if (!stored || x + columns > stored.width || y + rows > stored.height) throw new RangeError('The box is not inside a plane.')
    // Whole rows between the first and the last value: a preview is narrow.
    const from = stored.offset + y * stored.width + x
    const count = (rows - 1) * stored.width + columns
    const bytes = await source.read(first + from * VALUE_BYTES, count * VALUE_BYTES)
    if (bytes.length < count * VALUE_BYTES) refuseDamaged(source.name)
    const halves = new Float16Array(bytes.slice().buffer)
    const box = new Float32Array(columns * rows)
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) box[row * columns + column] = halves[row * stored.width + column] * unitJy
    }
    return box
  }
  return { planes, limits, read }
}
