/** How values of a column become colours: from its 2nd to its 98th percentile, in logarithms where it goes over many sizes. */
export interface ColourScale {
  readonly low: number
  readonly high: number
  readonly isLog: boolean
}

const MOST_LOOKED_AT = 20_000

/** The scale of a column. @param values NaN where unknown */
export function colourScaleOf(values: Float32Array): ColourScale {
  const step = Math.max(1, Math.ceil(values.length / MOST_LOOKED_AT))
  const looked: number[] = []
  for (let i = 0; i < values.length; i += step) if (Number.isFinite(values[i])) looked.push(values[i])
  if (looked.length === 0) return { low: 0, high: 1, isLog: false }
  looked.sort((a, b) => a - b)
  const [low, high] = [looked[Math.floor(looked.length * 0.02)], looked[Math.ceil(looked.length * 0.98) - 1]]
  return { low, high, isLog: looked[0] > 0 && high / low > 30 }
}

/** Where values are on a scale, from 0 to 1; NaN where unknown. */
export function sharesOf(values: Float32Array, { low, high, isLog }: ColourScale): Float32Array {
  const [from, to] = isLog ? [Math.log(low), Math.log(high)] : [low, high]
  const width = to - from || 1
  return values.map((value) => Math.min(1, Math.max(0, ((isLog ? Math.log(value) : value) - from) / width)))
}

/** Steps of viridis, red, green and blue. */
const viridis = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
] as const

export type Rgb = readonly [red: number, green: number, blue: number]

/** The colour of a share from 0 to 1. */
export function viridisAt(share: number): Rgb {
  const place = share * (viridis.length - 1)
  const step = Math.min(viridis.length - 2, Math.floor(place))
  const [from, to, part] = [viridis[step], viridis[step + 1], place - step]
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part, from[2] + (to[2] - from[2]) * part]
}
