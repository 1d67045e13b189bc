import { refuse, settle } from '../../fault/fault.ts'
import type { Result } from '../../fault/fault.ts'
import { bracketMedian, StreamingMedian } from '../../sky/streamingMedian.ts'
import type { MedianBracket, PositiveStatistics } from '../../sky/streamingMedian.ts'
import type { PixelMap } from '../pixelMap.ts'
import { releasePixels } from '../releasePixels.ts'

/** Median, smallest and largest value of the finite positive pixels of a noise map, mJy/beam. */
export interface NoiseStatistics {
  readonly medianMjy: number
  readonly minMjy: number
  readonly maxMjy: number
}

/** Evenly spaced rows, and values in each, that tell beforehand between which values the median lies. */
const sampledRows = 64
const sampledPerRow = 512
const rowsAtOnce = 8

/**
 * The exact median and range of a noise map in Jy/beam, read in slices of whole rows. One pass, after a look at some
 * of its rows; another one only where these mislead about the median.
 *
 * Pixels that are blank, 0 or negative do not count. Refused: a map without any other pixel (`noise.allBlank`), and
 * whatever the map refuses.
 */
export async function noiseStatistics(map: PixelMap, rowsPerSlice: number): Promise<Result<NoiseStatistics>> {
  return settle(async () => {
    let bracket = bracketMedian(await sampleOf(map))
    for (;;) {
      const { count, minimum, maximum, median, betterBracket } = await readAll(map, rowsPerSlice, bracket)
      if (count === 0) refuseBlank(map)
      if (median !== null) return { medianMjy: median * 1e3, minMjy: minimum * 1e3, maxMjy: maximum * 1e3 }
      if (betterBracket === null) throw new Error('a median that was not found comes with a better bracket')
      bracket = betterBracket
    }
  })
}

/** One pass; each slice is read while the one before is counted. */
async function readAll(map: PixelMap, rowsPerSlice: number, bracket: MedianBracket): Promise<PositiveStatistics> {
  const statistics = new StreamingMedian(bracket)
  const readSlice = (row: number) => map.read(0, row, map.width, Math.min(rowsPerSlice, map.height - row))
  let slice = await readSlice(0)
  for (let row = rowsPerSlice; row < map.height; row += rowsPerSlice) {
    const next = readSlice(row)
    statistics.add(slice)
    releasePixels(slice)
    slice = await next
  }
  statistics.add(slice)
  releasePixels(slice)
  return statistics.finish()
}

async function sampleOf(map: PixelMap): Promise<Float64Array> {
  const rows = Math.min(sampledRows, map.height)
  const step = Math.max(1, Math.floor(map.width / sampledPerRow))
  const sample = new Float64Array(rows * Math.ceil(map.width / step))
  const readRow = (k: number) => map.read(0, Math.floor(((k + 0.5) * map.height) / rows), map.width, 1)
  let taken = 0
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const some = await Promise.all(Array.from({ length: Math.min(rowsAtOnce, rows - first) }, (_, i) => readRow(first + i)))
    for (const [i, values] of some.entries()) {
      for (let x = (first + i) % step; x < map.width; x += step) sample[taken++] = values[x]
    }
  }
  return sample.subarray(0, taken)
}

function refuseBlank({ width, height }: PixelMap): never {
  refuse('noise.allBlank', `expected finite positive pixels in the noise map, found none among ${width} x ${height}`, {
    hint: 'Check that the noise map belongs to the image and is not empty.',
    data: { width, height },
  })
}
