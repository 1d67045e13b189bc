import type { SurveyOptions } from './options.ts'
import type { RandomStream } from './random.ts'

/** Relative ripple of the noise map, and the background's amplitude in units of the noise. */
const rippleFraction = 0.02
const backgroundFraction = 0.15
const smoothTerms = 3

/**
 * Noise at an offset from the image's centre over the noise at the centre: what dividing by a Gaussian primary beam
 * does. Offsets in half sides.
 */
export function noiseProfile(options: SurveyOptions, dx: number, dy: number): number {
  return options.rmsRise ** (dx * dx + dy * dy)
}

/** True where an offset, in half sides, lies in the blank part of the image. */
export function isBlankAt(options: SurveyOptions, dx: number, dy: number): boolean {
  return options.blankBeyond !== null && dx * dx + dy * dy > 2 * options.blankBeyond ** 2
}

/**
 * The noise map and the background map of one image, Jy/beam, computed row by row; smooth over the whole image and
 * different in each: the noise has its own level (3 %) and a ripple of 2 %, the background 0.15 of the noise.
 */
export interface ImageMaps {
  readonly size: number
  /** Writes a row of `size` values at `out[at]`; blank pixels as NaN. */
  noiseRow(y: number, out: Float32Array, at: number): void
  backgroundRow(y: number, out: Float32Array, at: number): void
  /** One value of the noise map. */
  noiseAt(x: number, y: number): number
}

export function makeImageMaps(options: SurveyOptions, random: RandomStream): ImageMaps {
  const size = options.sizePixels
  const levelJy = (options.rmsMjy / 1000) * Math.exp(0.03 * random.normal())
  const profile = Float64Array.from({ length: size }, (_, i) => noiseProfile(options, offsetOf(i, size), 0))
  const ripple = smoothField(size, rippleFraction, random)
  const background = smoothField(size, (backgroundFraction * options.rmsMjy) / 1000, random)
  const noiseRow = (y: number, out: Float32Array, at: number) => {
    writeFieldRow(ripple, y, out, at)
    const scale = levelJy * profile[y]
    for (let x = 0; x < size; x++) out[at + x] = scale * profile[x] * (1 + out[at + x])
    blankRow(options, y, out, at)
  }
  return {
    size,
    noiseRow,
    noiseAt(x, y) {
      if (isBlankAt(options, offsetOf(x, size), offsetOf(y, size))) return NaN
      return Math.fround(levelJy * profile[y] * profile[x] * (1 + Math.fround(fieldAt(ripple, x, y))))
    },
    backgroundRow(y, out, at) {
      writeFieldRow(background, y, out, at)
      blankRow(options, y, out, at)
    },
  }
}

/** A sum of products of waves along x and along y: smooth, and cheap by rows. */
interface SmoothField {
  readonly alongX: readonly Float64Array[]
  readonly alongY: readonly Float64Array[]
}

function smoothField(size: number, rms: number, random: RandomStream): SmoothField {
  // The product of two waves has a mean square of 1/4.
  const amplitude = (2 * rms) / Math.sqrt(smoothTerms)
  const alongX: Float64Array[] = []
  const alongY: Float64Array[] = []
  for (let term = 0; term < smoothTerms; term++) {
    alongX.push(wave(size, amplitude, random))
    alongY.push(wave(size, 1, random))
  }
  return { alongX, alongY }
}

function wave(size: number, amplitude: number, random: RandomStream): Float64Array {
  const cycles = random.uniformBetween(0.5, 3)
  const phase = 2 * Math.PI * random.uniform()
  return Float64Array.from({ length: size }, (_, i) => amplitude * Math.sin(phase + (2 * Math.PI * cycles * i) / size))
}

function writeFieldRow(field: SmoothField, y: number, out: Float32Array, at: number): void {
  const [x0, x1, x2] = field.alongX
  const [y0, y1, y2] = [field.alongY[0][y], field.alongY[1][y], field.alongY[2][y]]
  for (let x = 0; x < x0.length; x++) out[at + x] = x0[x] * y0 + x1[x] * y1 + x2[x] * y2
}

/** One value of what {@link writeFieldRow} writes, summed in the same order. */
function fieldAt({ alongX, alongY }: SmoothField, x: number, y: number): number {
  return alongX[0][x] * alongY[0][y] + alongX[1][x] * alongY[1][y] + alongX[2][x] * alongY[2][y]
}

function blankRow(options: SurveyOptions, y: number, out: Float32Array, at: number): void {
  if (options.blankBeyond === null) return
  const size = options.sizePixels
  const dy = offsetOf(y, size)
  for (let x = 0; x < size; x++) if (isBlankAt(options, offsetOf(x, size), dy)) out[at + x] = NaN
}

/** Offset of a pixel from the reference pixel, in half sides. */
function offsetOf(pixel: number, size: number): number {
  return (2 * pixel) / size - 1
}
