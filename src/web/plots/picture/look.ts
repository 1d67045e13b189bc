import { colourMap, type ColourName } from '../../../app/contract/pictures/colourMaps.ts'
import { brightness, type StretchName } from '../../../app/contract/pictures/stretch.ts'

/** How values become colours. */
export interface Look {
  readonly colours: ColourName
  readonly stretch: StretchName
  /** mJy/beam */
  readonly low: number
  readonly high: number
}

/** Four bytes a value, blank ones see-through, the order of rows turned: pictures begin at the top. */
export function paint(values: Float32Array, width: number, { colours, stretch, low, high }: Look): Uint8ClampedArray<ArrayBuffer> {
  const indices = brightness(values, { low, high }, stretch)
  const map = colourMap(colours)
  const height = values.length / width
  const pixels = new Uint8ClampedArray(values.length * 4)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const index = indices[row * width + column] ?? 0
      const at = 4 * ((height - 1 - row) * width + column)
      pixels[at] = map[3 * index] ?? 0
      pixels[at + 1] = map[3 * index + 1] ?? 0
      pixels[at + 2] = map[3 * index + 2] ?? 0
      pixels[at + 3] = index === 0 ? 0 : 255
    }
  }
  return pixels
}
