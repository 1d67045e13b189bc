import type { PixelMap } from '../pixelMap.ts'
import { releasePixels } from '../releasePixels.ts'

type Pixels = Float32Array | Float64Array

/** The maps of one image that a forced fit reads; all of the same size. */
export interface ForcedMaps {
  readonly image: PixelMap
  readonly noise: PixelMap
  /** Subtracted from the image; null for none. */
  readonly background: PixelMap | null
}

/**
 * A band of whole rows of the maps that moves downwards through them, so that each row is read once and memory holds
 * no more than `capacityRows` rows a map. Row r lies at {@link offset}(r) of each array.
 */
export class PixelWindow {
  readonly width: number
  image: Pixels = new Float32Array(0)
  noise: Pixels = new Float32Array(0)
  /** Empty where there is no background map. */
  background: Pixels = new Float32Array(0)
  readonly #maps: ForcedMaps
  readonly #capacityRows: number
  readonly #readRows: number
  #firstRow = 0
  #endRow = 0

  constructor(maps: ForcedMaps, capacityRows: number, readRows: number) {
    this.width = maps.image.width
    this.#maps = maps
    this.#capacityRows = capacityRows
    this.#readRows = readRows
  }

  offset(row: number): number {
    return (row % this.#capacityRows) * this.width
  }

  /**
   * Makes rows firstRow .. lastRow present and forgets those before. First rows must not decrease from call to call. It
   * may read ahead as far as `wantedRow`.
   */
  async cover(firstRow: number, lastRow: number, wantedRow: number): Promise<void> {
    this.#firstRow = Math.max(this.#firstRow, firstRow)
    this.#endRow = Math.max(this.#endRow, firstRow)
    while (this.#endRow <= lastRow) {
      const room = this.#capacityRows - (this.#endRow - this.#firstRow)
      const rows = Math.min(room, this.#readRows, Math.max(lastRow, wantedRow) + 1 - this.#endRow)
      await this.#append(rows)
    }
  }

  async #append(rows: number): Promise<void> {
    const { image, noise, background } = this.#maps
    const read = (map: PixelMap): Promise<Pixels> => map.read(0, this.#endRow, this.width, rows)
    const [imageRows, noiseRows, backgroundRows] = await Promise.all([
      read(image),
      read(noise),
      background === null ? null : read(background),
    ])
    this.image = this.#store(this.image, imageRows, rows)
    this.noise = this.#store(this.noise, noiseRows, rows)
    if (backgroundRows !== null) this.background = this.#store(this.background, backgroundRows, rows)
    this.#endRow += rows
  }

  #store(target: Pixels, source: Pixels, rows: number): Pixels {
    const kept = target.length > 0 ? target : this.#allocate(source)
    const untilWrap = Math.min(rows, this.#capacityRows - (this.#endRow % this.#capacityRows))
    kept.set(source.subarray(0, untilWrap * this.width), this.offset(this.#endRow))
    if (untilWrap < rows) kept.set(source.subarray(untilWrap * this.width, rows * this.width), 0)
    releasePixels(source)
    return kept
  }

  #allocate(like: Pixels): Pixels {
    const length = this.#capacityRows * this.width
    return like instanceof Float64Array ? new Float64Array(length) : new Float32Array(length)
  }
}
