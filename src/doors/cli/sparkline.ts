const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** A light curve in one line of text: the smallest value lowest, the largest highest; a constant one in the middle. */
export function sparkline(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const level = (value: number) => (high > low ? Math.round(((value - low) / (high - low)) * (blocks.length - 1)) : 3)
  return values.map((value) => blocks[level(value)]).join('')
}
