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
  /** Is given each row that is read, to be looked at before it returns. */
  readonly onRow?: (y: number, row: Float32Array | Float64Array) => void
}

interface Sums {
  readonly width: number
  readonly height: number
  readonly sum: Float64Array
  readonly count: Float64Array
  readonly peak: Float32Array
}

const pixelsPerStrip = 2 ** 20
const rowsAhead = 8

function emptySums(width: number, height: number): Sums {
  const blocks = width * height
  return { width, height, sum: new Float64Array(blocks), count: new Float64Array(blocks), peak: new Float32Array(blocks).fill(-Infinity) }
}

/** Adds the pixels of one row to one block, but for the blank ones. */
function addSeen({ sum, count }: Sums, block: number, row: Float32Array | Float64Array, first: number, end: number): void {
  for (let x = first; x < end; x++) {
    const value = row[x]
    if (value !== value) continue
    sum[block] += value
    count[block] += 1
  }
}

/** Adds one row of pixels to the blocks that begin at `first`. Pixels are looked at one by one only where one of a block is blank. */
function addRow(sums: Sums, first: number, row: Float32Array | Float64Array, factor: number): void {
  const { sum, count, peak } = sums
  const columns = row.length
  for (let block = first, start = 0; start < columns; block++, start += factor) {
    const end = Math.min(start + factor, columns)
    let total = 0
    let highest = peak[block]
    for (let x = start; x < end; x++) {
      const value = row[x]
      total += value
      if (value > highest) highest = value
    }
    peak[block] = highest
    if (total === total) {
      sum[block] += total
      count[block] += end - start
    } else addSeen(sums, block, row, start, end)
  }
}

/** What fails is told by whoever waits for it; of several that fail the first is enough. */
function started<T>(reading: Promise<T>): Promise<T> {
  reading.catch(() => {})
  return reading
}

/** Strips are read while those before them are summed: single rows several at once, for each takes longer to ask for than to read. */
async function sumBlocks(map: PixelMap, { finest, rowStep, onRow }: BlockOptions): Promise<Sums> {
  const sums = emptySums(Math.ceil(map.width / finest), Math.ceil(map.height / finest))
  const isSparse = rowStep > 1
  const stripRows = isSparse ? 1 : Math.max(1, Math.floor(pixelsPerStrip / map.width))
  const step = isSparse ? rowStep : stripRows
  const ahead = isSparse ? rowsAhead : 1
  const read = (first: number) => map.read(0, first, map.width, Math.min(stripRows, map.height - first))
  const reading: Promise<Float32Array | Float64Array>[] = []
  for (let first = 0, next = 0; first < map.height; first += step) {
    for (; next < map.height && next <= first + ahead * step; next += step) reading.push(started(read(next)))
    const strip = (await reading.shift()) ?? new Float32Array(0)
    for (let row = 0; row * map.width < strip.length; row++) {
      const pixels = strip.subarray(row * map.width, (row + 1) * map.width)
      addRow(sums, Math.floor((first + row) / finest) * sums.width, pixels, finest)
      onRow?.(first + row, pixels)
    }
    releasePixels(strip)
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
