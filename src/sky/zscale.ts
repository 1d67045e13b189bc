const SAMPLES = 1000
const CONTRAST = 0.25
const REJECT_SIGMA = 2.5
const MAX_ITERATIONS = 5
const MIN_KEPT_SHARE = 0.5
const MIN_KEPT = 5
const GROWN_SHARE = 0.01

/** The values between which an image is drawn. */
export interface Limits {
  readonly low: number
  readonly high: number
}

interface Line {
  readonly slope: number
  readonly offset: number
}

/** The straight line through the samples that are not rejected, by their ranks. */
function lineThrough(samples: Float64Array, rejected: Uint8Array): Line {
  let [n, sumX, sumY] = [0, 0, 0]
  for (let x = 0; x < samples.length; x++) {
    if (rejected[x]) continue
    n += 1
    sumX += x
    sumY += samples[x]
  }
  const [meanX, meanY] = [sumX / n, sumY / n]
  let [sumXx, sumXy] = [0, 0]
  for (let x = 0; x < samples.length; x++) {
    if (rejected[x]) continue
    sumXx += (x - meanX) ** 2
    sumXy += (x - meanX) * (samples[x] - meanY)
  }
  const slope = sumXx > 0 ? sumXy / sumXx : 0
  return { slope, offset: meanY - slope * meanX }
}

/** Samples farther from the line than the threshold, or rejected before, and what lies near them in rank. */
function rejectedBy({ slope, offset }: Line, samples: Float64Array, before: Uint8Array): Uint8Array {
  const residual = samples.map((value, x) => value - offset - slope * x)
  const kept = residual.filter((_, x) => !before[x])
  const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length
  const threshold = REJECT_SIGMA * Math.sqrt(kept.reduce((sum, value) => sum + (value - mean) ** 2, 0) / kept.length)
  const grow = Math.max(1, Math.trunc(samples.length * GROWN_SHARE))
  const later = (grow - 1) >> 1
  const rejected = new Uint8Array(samples.length)
  for (let x = 0; x < samples.length; x++) {
    if (before[x] || Math.abs(residual[x]) > threshold) rejected.fill(1, Math.max(0, x - later), Math.min(samples.length, x - later + grow))
  }
  return rejected
}

function keptOf(rejected: Uint8Array): number {
  return rejected.length - rejected.reduce((sum, flag) => sum + flag, 0)
}

/** The line without outliers; null where too few samples are left. */
function fitLine(samples: Float64Array): Line | null {
  const fewest = Math.max(MIN_KEPT, Math.trunc(samples.length * MIN_KEPT_SHARE))
  let rejected: Uint8Array = new Uint8Array(samples.length)
  let line: Line | null = null
  let [kept, keptBefore] = [samples.length, samples.length + 1]
  for (let iteration = 0; iteration < MAX_ITERATIONS && kept < keptBefore && kept >= fewest; iteration++) {
    line = lineThrough(samples, rejected)
    rejected = rejectedBy(line, samples, rejected)
    keptBefore = kept
    kept = keptOf(rejected)
  }
  return kept >= fewest ? line : null
}

function medianOf(sorted: Float64Array): number {
  const upper = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2
}

/**
 * Limits that show the bulk of an image's values, by the algorithm of IRAF's display task (Tody 1986, SPIE 627, 733) as
 * astropy has it: a line through a thousand sorted samples without outliers, its slope divided by the contrast. Values
 * that are not numbers do not count.
 *
 * @returns 0 and 1 for an image without values
 */
export function zscale(values: Float32Array | Float64Array): Limits {
  const finite = Float64Array.from(values.filter(Number.isFinite))
  if (finite.length === 0) return { low: 0, high: 1 }
  const step = Math.max(1, Math.trunc(finite.length / SAMPLES))
  const samples = finite
    .filter((_, index) => index % step === 0)
    .subarray(0, SAMPLES)
    .sort()
  const [first, last] = [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))]
  const line = fitLine(samples)
  if (line === null) return { low: first, high: last }
  const centre = (samples.length - 1) >> 1
  const slope = line.slope / CONTRAST
  const median = medianOf(samples)
  return { low: Math.max(first, median - (centre - 1) * slope), high: Math.min(last, median + (samples.length - centre) * slope) }
}
