import type { PixelMap } from '../pixelMap.ts'
import { releasePixels } from '../releasePixels.ts'

/** An image made smaller: blocks of `factor` x `factor` pixels, cut off at the far edges. */
export interface BlockLevel {
  readonly factor: number
  readonly width: number
  readonly height: number
  /** Of the pixels of a block that are not blank; NaN where all are. */
  readonly mean: Float32Array
  /** The highest of them: what is smaller than a block stays seen. */
  readonly peak: Float32Array
}

export interface BlockOptions {
  /** Edge of a block of the finest level, a power of two. */
  readonly finest: number
  /** Levels follow, each half as large, until one has no longer edge than this. */
  readonly smallestEdge: number
  /** Only every n-th row is read, of maps that are smooth. */
  readonly rowStep: number
}

interface Sums {
  readonly width: number
  readonly height: number
  readonly sum: Float64Array
  readonly count: Float64Array
  readonly peak: Float32Array
}

const pixelsPerStrip = 2 ** 20

function emptySums(width: number, height: number): Sums {
  const blocks = width * height
  return { width, height, sum: new Float64Array(blocks), count: new Float64Array(blocks), peak: new Float32Array(blocks).fill(-Infinity) }
}

/** Adds one row of pixels to the blocks that begin at `first`. */
function addRow({ sum, count, peak }: Sums, first: number, row: Float32Array | Float64Array, factor: number): void {
  for (let block = first, x = 0; x < row.length; block++) {
    const end = Math.min(x + factor, row.length)
    let [total, seen, highest] = [0, 0, peak[block]]
    for (; x < end; x++) {
      const value = row[x]
      if (value !== value) continue
      total += value
      seen += 1
      if (value > highest) highest = value
    }
    sum[block] += total
    count[block] += seen
    peak[block] = highest
  }
}

/** Each strip is read while the one before is summed. */
async function sumBlocks(map: PixelMap, { finest, rowStep }: BlockOptions): Promise<Sums> {
  const sums = emptySums(Math.ceil(map.width / finest), Math.ceil(map.height / finest))
  const stripRows = rowStep > 1 ? 1 : Math.max(1, Math.floor(pixelsPerStrip / map.width))
  const step = Math.max(stripRows, rowStep)
  const readStrip = (first: number) => map.read(0, first, map.width, Math.min(stripRows, map.height - first))
  let strip = await readStrip(0)
  for (let first = 0; first < map.height; first += step) {
    const next = first + step < map.height ? readStrip(first + step) : null
    const rows = strip.length / map.width
    for (let row = 0; row < rows; row++) {
      const block = Math.floor((first + row) / finest) * sums.width
      addRow(sums, block, strip.subarray(row * map.width, (row + 1) * map.width), finest)
    }
    releasePixels(strip)
    if (next) strip = await next
  }
  return sums
}

function halved(sums: Sums): Sums {
  const half = emptySums(Math.ceil(sums.width / 2), Math.ceil(sums.height / 2))
  for (let y = 0; y < sums.height; y++) {
    for (let x = 0; x < sums.width; x++) {
      const [from, to] = [y * sums.width + x, (y >> 1) * half.width + (x >> 1)]
      half.sum[to] += sums.sum[from]
      half.count[to] += sums.count[from]
      half.peak[to] = Math.max(half.peak[to], sums.peak[from])
    }
  }
  return half
}

function levelOf({ width, height, sum, count, peak }: Sums, factor: number): BlockLevel {
  const mean = new Float32Array(sum.length)
  for (let block = 0; block < sum.length; block++) {
    mean[block] = count[block] > 0 ? sum[block] / count[block] : Number.NaN
    if (count[block] === 0) peak[block] = Number.NaN
  }
  return { factor, width, height, mean, peak: peak.slice() }
}

/** An image made smaller by blocks of pixels, the finest level first. One pass over its pixels, the memory of its finest level. */
export async function blockLevels(map: PixelMap, options: BlockOptions): Promise<readonly BlockLevel[]> {
  let sums = await sumBlocks(map, options)
  const levels: BlockLevel[] = []
  for (let factor = options.finest; ; factor *= 2) {
    // Coarser sums come first: a level marks its blank blocks.
    const next = Math.max(sums.width, sums.height) > options.smallestEdge ? halved(sums) : null
    levels.push(levelOf(sums, factor))
    if (!next) return levels
    sums = next
  }
}
