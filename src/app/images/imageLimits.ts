import { failure, makeFault, settle, type Result } from '../../fault/fault.ts'
import { zscale, type Limits } from '../../sky/zscale.ts'
import type { ImageLayer, ImageLimits } from '../contract/images.ts'
import type { Halley } from '../halley.ts'
import { findImage, type FoundImage, type ImageQuestion } from './findImage.ts'
import { openLayer } from './openLayer.ts'
import { previewOf } from './previewOf.ts'

const MJY_PER_JY = 1000
const MOST_EDGE = 1024

export interface LimitsQuestion extends ImageQuestion {
  readonly layer: ImageLayer
  /** Pixels; null: the whole image. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null
}

function rangeOf(values: ArrayLike<number>): Limits {
  let [low, high] = [Infinity, -Infinity]
  for (let k = 0; k < values.length; k++) {
    const value = values[k]
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? { low, high } : { low: 0, high: 1 }
}

function inMjy({ low, high }: Limits): Limits {
  return { low: low * MJY_PER_JY, high: high * MJY_PER_JY }
}

/** Of blocks of pixels: their means below, their peaks above. */
async function ofWhole(halley: Halley, found: FoundImage, layer: ImageLayer): Promise<Result<ImageLimits>> {
  const opened = await previewOf(halley, found)
  if (!opened.ok) return opened
  const { preview } = opened.value
  try {
    return await settle(async () => {
      const planes = preview.planes.filter((plane) => plane.layer === layer)
      const coarsest = Math.max(...planes.map(({ factor }) => factor))
      const seen = planes.filter(({ factor }) => factor === coarsest)
      const ranges = await Promise.all(seen.map(async (plane) => rangeOf(await preview.read(plane, 0, 0, plane.width, plane.height))))
      // The lowest mean of a block is higher than the lowest pixel.
      const all = [...ranges, preview.limits[layer] ?? ranges[0]]
      const range = { low: Math.min(...all.map(({ low }) => low)), high: Math.max(...all.map(({ high }) => high)) }
      return { zscale: inMjy(preview.limits[layer] ?? range), range: inMjy(range) }
    })
  } finally {
    await opened.value.close()
  }
}

/**
 * The values between which an image, or a part of it, shows well.
 *
 * @returns the faults of finding the image and of its file, `image.size`, `image.outside`
 */
export async function imageLimits(halley: Halley, { layer, box, ...question }: LimitsQuestion): Promise<Result<ImageLimits>> {
  const found = await findImage(halley, question)
  if (!found.ok) return found
  if (!box) return ofWhole(halley, found.value, layer)
  const edge = Math.max(box.width, box.height)
  if (edge > MOST_EDGE) {
    const message = `Expected a part of at most ${MOST_EDGE} pixels along its edge, found ${edge}.`
    return failure(makeFault('image.size', message, { hint: 'Ask for a smaller part, or for the whole image.', data: { edge } }))
  }
  const opened = await openLayer(halley, found.value.files, layer)
  if (!opened.ok) return opened
  const { image } = opened.value
  try {
    return await settle(async () => {
      const [width, height] = [Math.min(box.width, image.width - box.x), Math.min(box.height, image.height - box.y)]
      const pixels = width > 0 && height > 0 ? await image.read(box.x, box.y, width, height) : new Float32Array(0)
      return { zscale: inMjy(zscale(pixels)), range: inMjy(rangeOf(pixels)) }
    })
  } finally {
    await opened.value.close()
  }
}
