import type { ColumnBins, ColumnSpread } from '../../store/explore/histograms.ts'

const usualBins = 48

/** Values this far below the largest say nothing more: eta of a source that does not vary may be as small as can be. */
const mostDecades = 8

/** A few large values far from all others: the logarithm shows both. */
function isSkewed({ known, min, max, mean, minPositive, positive }: ColumnSpread): boolean {
  if (min === null || max === null || mean === null || minPositive === null) return false
  return positive >= 0.95 * known && max / minPositive > 50 && mean < 0.2 * max
}

/** The bins that show how a column is spread: logarithmic where it is skewed, whole numbers apart; null where nothing is known. */
export function histogramBins(spread: ColumnSpread): ColumnBins | null {
  const { column, isInteger, min, max, minPositive } = spread
  if (min === null || max === null) return null
  if (!isInteger && isSkewed(spread) && minPositive !== null) {
    const end = Math.log10(max)
    const start = Math.max(Math.log10(minPositive), end - mostDecades)
    return { column, isLog: true, start, width: (end - start) / usualBins, count: usualBins }
  }
  if (isInteger) {
    const width = Math.max(1, Math.ceil((max - min + 1) / usualBins))
    return { column, isLog: false, start: min, width, count: Math.ceil((max - min + 1) / width) }
  }
  if (min === max) return { column, isLog: false, start: min - 0.5, width: 1, count: 1 }
  return { column, isLog: false, start: min, width: (max - min) / usualBins, count: usualBins }
}

/** The values at which bins begin, and where the last ends. */
export function edgesOf({ isLog, start, width, count }: ColumnBins): number[] {
  const edges = Array.from({ length: count + 1 }, (_, index) => start + index * width)
  return isLog ? edges.map((edge) => 10 ** edge) : edges
}
