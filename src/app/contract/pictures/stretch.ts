/** How brightness follows the value between the limits. */
export const stretchNames = ['linear', 'sqrt', 'asinh', 'log'] as const

export type StretchName = (typeof stretchNames)[number]

/** Softening of the asinh stretch: linear below a tenth of the range (Lupton et al. 2004, PASP 116, 133). */
const ASINH_SOFTENING = 0.1

/** Contrast of the logarithmic stretch, as in DS9. */
const LOG_CONTRAST = 1000

const stretches: Readonly<Record<StretchName, (t: number) => number>> = {
  linear: (t) => t,
  sqrt: Math.sqrt,
  asinh: (t) => Math.asinh(t / ASINH_SOFTENING) / Math.asinh(1 / ASINH_SOFTENING),
  log: (t) => Math.log1p(LOG_CONTRAST * t) / Math.log1p(LOG_CONTRAST),
}

/** The values between which an image is drawn. */
export interface Limits {
  readonly low: number
  readonly high: number
}

/**
 * Values as brightness from 1 (at or below the lower limit) to 255 (at or above the upper); 0 for what is not a number.
 */
export function brightness(values: Float32Array | Float64Array, { low, high }: Limits, stretch: StretchName): Uint8Array {
  const curve = stretches[stretch]
  const range = high > low ? high - low : 1
  const indices = new Uint8Array(values.length)
  for (let pixel = 0; pixel < values.length; pixel++) {
    const value = values[pixel]
    if (Number.isNaN(value)) continue
    indices[pixel] = 1 + Math.round(254 * curve(Math.min(1, Math.max(0, (value - low) / range))))
  }
  return indices
}
