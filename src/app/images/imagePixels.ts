import { failure, makeFault, settle, success, type Fault, type Result } from '../../fault/fault.ts'
import type { BlockValue } from '../../formats/preview/previewFile.ts'
import type { ImageLayer } from '../contract/images.ts'
import type { Halley } from '../halley.ts'
import { findImage, type FoundImage, type ImageQuestion } from './findImage.ts'
import { openLayer } from './openLayer.ts'
import { previewOf } from './previewOf.ts'

const MJY_PER_JY = 1000

/** Pixels of the file that one tile is made from at most. */
const MOST_PIXELS = 2 ** 24

/** A box of blocks of pixels. */
export interface PixelQuestion extends ImageQuestion {
  readonly layer: ImageLayer
  /** Pixels along the edge of a block. */
  readonly factor: number
  readonly of: BlockValue
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type Tile = Pick<PixelQuestion, 'x' | 'y' | 'width' | 'height'>

/** The part of a box that is on a map of this size; null where none is. */
function within({ x, y, width, height }: Tile, mapWidth: number, mapHeight: number): Tile | null {
  const [columns, rows] = [Math.min(width, mapWidth - x), Math.min(height, mapHeight - y)]
  return columns > 0 && rows > 0 ? { x, y, width: columns, height: rows } : null
}

/** mJy/beam of a box, NaN where the map has none. */
function spread(values: Float32Array, part: Tile, { width, height }: Tile): Float32Array {
  const box = new Float32Array(width * height).fill(Number.NaN)
  for (let row = 0; row < part.height; row++) {
    for (let column = 0; column < part.width; column++) {
      box[row * width + column] = values[row * part.width + column] * MJY_PER_JY
    }
  }
  return box
}

function reduced(pixels: ArrayLike<number>, from: Tile, to: Tile, { factor, of }: PixelQuestion): Float32Array {
  const blocks = new Float32Array(to.width * to.height)
  for (let block = 0; block < blocks.length; block++) {
    const [left, bottom] = [(block % to.width) * factor, Math.floor(block / to.width) * factor]
    let [sum, count, peak] = [0, 0, -Infinity]
    for (let y = bottom; y < Math.min(bottom + factor, from.height); y++) {
      for (let x = left; x < Math.min(left + factor, from.width); x++) {
        const value = pixels[y * from.width + x]
        if (value !== value) continue
        sum += value
        count += 1
        if (value > peak) peak = value
      }
    }
    blocks[block] = count === 0 ? Number.NaN : of === 'peak' ? peak : sum / count
  }
  return blocks
}

function tooMany(question: PixelQuestion): Fault {
  const pixels = question.width * question.height * question.factor ** 2
  const message = `Expected a tile of at most ${MOST_PIXELS} pixels of the file, found ${pixels}.`
  return makeFault('image.size', message, { hint: 'Ask for a smaller part, or for larger blocks.', data: { pixels } })
}

async function fromFile(halley: Halley, found: FoundImage, question: PixelQuestion): Promise<Result<Float32Array>> {
  const { factor, layer } = question
  if (question.width * question.height * factor ** 2 > MOST_PIXELS) return failure(tooMany(question))
  const opened = await openLayer(halley, found.files, layer)
  if (!opened.ok) return opened
  const { image } = opened.value
  try {
    return await settle(async () => {
      const part = within(question, Math.ceil(image.width / factor), Math.ceil(image.height / factor))
      if (!part) return new Float32Array(question.width * question.height).fill(Number.NaN)
      const [x, y] = [part.x * factor, part.y * factor]
      const [width, height] = [Math.min(part.width * factor, image.width - x), Math.min(part.height * factor, image.height - y)]
      const pixels = await image.read(x, y, width, height)
      return spread(reduced(pixels, { x, y, width, height }, part, question), part, question)
    })
  } finally {
    await opened.value.close()
  }
}

/** null where the preview has no blocks of this size. */
async function fromPreview(halley: Halley, found: FoundImage, question: PixelQuestion): Promise<Result<Float32Array | null>> {
  const { layer, of, factor } = question
  const opened = await previewOf(halley, found)
  if (!opened.ok) return opened
  const { preview } = opened.value
  try {
    return await settle(async () => {
      const planes = preview.planes.filter((plane) => plane.layer === layer && plane.factor === factor)
      const plane = planes.find((each) => each.of === of) ?? planes[0]
      if (!plane) return null
      const part = within(question, plane.width, plane.height)
      if (!part) return new Float32Array(question.width * question.height).fill(Number.NaN)
      return spread(await preview.read(plane, part.x, part.y, part.width, part.height), part, question)
    })
  } finally {
    await opened.value.close()
  }
}

/** The finest blocks that a preview may have. */
const FINEST_PREVIEW = 8

/**
 * A tile of an image in mJy/beam, row by row from the bottom: from its preview where that has blocks of this size, else
 * from its file.
 *
 * @returns the faults of finding the image and of its file, `image.size`
 */
export async function imagePixels(halley: Halley, question: PixelQuestion): Promise<Result<Float32Array>> {
  const found = await findImage(halley, question)
  if (!found.ok) return found
  if (question.factor >= FINEST_PREVIEW) {
    const shown = await fromPreview(halley, found.value, question)
    if (!shown.ok) return shown
    if (shown.value) return success(shown.value)
  }
  return fromFile(halley, found.value, question)
}
