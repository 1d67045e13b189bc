import type { Palette } from './encodePng.ts'

/** Colours from 1 to 255; 0 stays for what is blank. */
function paletteOf(colour: (t: number) => readonly [number, number, number]): Palette {
  const palette = new Uint8Array(256 * 3)
  for (let index = 1; index < 256; index++) {
    const rgb = colour((index - 1) / 254).map((value) => Math.round(255 * Math.min(1, Math.max(0, value))))
    palette.set(rgb, 3 * index)
  }
  return palette
}

/** Coefficients of degree 0 to 6 for red, green and blue: a fit to viridis (S. van der Walt and N. Smith; CC0). */
const viridisCoefficients = [
  [0.2777, 0.0054, 0.3341],
  [0.1051, 1.4046, 1.3846],
  [-0.3309, 0.2148, 0.0951],
  [-4.6342, -5.7991, -19.3324],
  [6.2283, 14.1799, 56.6906],
  [4.7764, -13.7451, -65.353],
  [-5.4355, 4.6459, 26.3124],
] as const

function viridis(t: number): [number, number, number] {
  const rgb: [number, number, number] = [0, 0, 0]
  for (const row of viridisCoefficients.toReversed()) {
    for (const [channel, coefficient] of row.entries()) rgb[channel] = rgb[channel] * t + coefficient
  }
  return rgb
}

/** The colours of images by name: dark on light as on a plate, and one that is even to the eye. */
export const palettes = {
  grey: paletteOf((t) => [1 - t, 1 - t, 1 - t]),
  viridis: paletteOf(viridis),
} as const

export type PaletteName = keyof typeof palettes
