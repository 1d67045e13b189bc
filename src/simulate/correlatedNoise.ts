import type { Moments } from './ellipse.ts'
import type { RandomStream } from './random.ts'

/**
 * Unit-variance Gaussian noise whose autocorrelation is the restoring beam, as the thermal noise of a synthesis image
 * has it: white noise convolved with a Gaussian of the beam's shape and 1/sqrt 2 of its width.
 *
 * The kernel is elliptical and rotated. Two passes of one dimension make it (Geusebroek, Smeulders & van de Weijer
 * 2003, IEEE Trans. Image Proc. 12, 938): one along the rows, one along a line that leans by the covariance, with
 * linear interpolation along the row. The mean widening by the interpolation is taken off the first pass; what is left
 * is below one per cent of the width for beams of three pixels and more. The variance is exact: it is normalised with
 * the kernel as computed. There is no edge effect: the white noise reaches beyond the map.
 */
export interface NoiseKernel {
  readonly rowTaps: Float64Array
  /** Weights of the leaning pass: of the pixel at `leanShift[k]` and of the next one, for each row of the window. */
  readonly leanLow: Float64Array
  readonly leanHigh: Float64Array
  readonly leanShift: Int32Array
  /** Pixels that the kernel needs on each side. */
  readonly marginX: number
}

/** The kernel for noise that is correlated as the beam of these moments, pixels `pixelScaleArcsec` wide, x towards west. */
export function noiseKernel(beam: Moments, pixelScaleArcsec: number): NoiseKernel {
  const perPixel = 2 * pixelScaleArcsec * pixelScaleArcsec
  const xx = beam.ee / perPixel
  const xy = -beam.en / perPixel
  const yy = beam.nn / perPixel
  const lean = xy / yy
  const leanTaps = gaussianTaps(yy)
  const reach = (leanTaps.length - 1) / 2
  const leanShift = new Int32Array(leanTaps.length)
  const leanHigh = new Float64Array(leanTaps.length)
  let widening = 0
  for (let k = 0; k < leanTaps.length; k++) {
    const shift = lean * (k - reach)
    leanShift[k] = Math.floor(shift)
    leanHigh[k] = shift - leanShift[k]
    widening += leanTaps[k] * leanHigh[k] * (1 - leanHigh[k])
  }
  const rowTaps = gaussianTaps(Math.max(0.04, xx - xy * lean - widening))
  const leanLow = leanTaps.map((tap, k) => tap * (1 - leanHigh[k]))
  for (let k = 0; k < leanTaps.length; k++) leanHigh[k] *= leanTaps[k]
  const marginX = (rowTaps.length - 1) / 2 + Math.ceil(Math.abs(lean) * reach) + 1
  return normalised({ rowTaps, leanLow, leanHigh, leanShift, marginX })
}

/** Samples of a Gaussian of this variance (pixels^2) to four standard deviations, with sum 1. */
function gaussianTaps(variance: number): Float64Array {
  const reach = Math.max(1, Math.ceil(4 * Math.sqrt(variance)))
  const taps = new Float64Array(2 * reach + 1)
  for (let k = -reach; k <= reach; k++) taps[k + reach] = Math.exp((-k * k) / (2 * variance))
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return taps.map((tap) => tap / sum)
}

/** The kernel scaled to a sum of squares of 1, so that white noise of variance 1 keeps it. */
function normalised(kernel: NoiseKernel): NoiseKernel {
  const { rowTaps, leanLow, leanHigh } = kernel
  let squares = 0
  for (let k = 0; k < leanLow.length; k++) {
    for (let x = 0; x <= rowTaps.length; x++) {
      const value = (x < rowTaps.length ? leanLow[k] * rowTaps[x] : 0) + (x > 0 ? leanHigh[k] * rowTaps[x - 1] : 0)
      squares += value * value
    }
  }
  return { ...kernel, rowTaps: rowTaps.map((tap) => tap / Math.sqrt(squares)) }
}

/** Fills `out` with `width` x `height` pixels of noise with variance 1, row by row. */
export function writeUnitNoise(kernel: NoiseKernel, width: number, height: number, random: RandomStream, out: Float32Array): void {
  out.fill(0)
  const rows = kernel.leanLow.length
  const reach = (kernel.rowTaps.length - 1) / 2
  const smoothWidth = width + 2 * (kernel.marginX - reach)
  const white = new Float32Array(smoothWidth + 2 * reach)
  const window = new Float32Array(rows * smoothWidth)
  const origin = kernel.marginX - reach
  for (let row = 0; row < height + rows - 1; row++) {
    random.fillNormal(white)
    const slot = (row % rows) * smoothWidth
    smoothRow(white, kernel.rowTaps, window, slot, smoothWidth)
    const y = row - rows + 1
    if (y < 0) continue
    for (let k = 0; k < rows; k++) {
      const from = ((y + k) % rows) * smoothWidth + origin + kernel.leanShift[k]
      addLeaning(window, from, kernel.leanLow[k], kernel.leanHigh[k], out, y * width, width)
    }
  }
}

function smoothRow(white: Float32Array, taps: Float64Array, out: Float32Array, at: number, count: number): void {
  const reach = (taps.length - 1) / 2
  const centre = taps[reach]
  for (let x = 0; x < count; x++) {
    let sum = centre * white[x + reach]
    for (let k = 1; k <= reach; k++) sum += taps[reach + k] * (white[x + reach - k] + white[x + reach + k])
    out[at + x] = sum
  }
}

function addLeaning(rows: Float32Array, from: number, low: number, high: number, out: Float32Array, at: number, count: number): void {
  let left = rows[from]
  for (let x = 0; x < count; x++) {
    const right = rows[from + x + 1]
    out[at + x] += low * left + high * right
    left = right
  }
}
