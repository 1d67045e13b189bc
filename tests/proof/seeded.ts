// Choices that a seed makes, the same wherever they are made again.

/** Numbers from 0 to 1. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Some of the things, in their order; all where there are no more. */
export function sampleOf<T>(things: readonly T[], count: number, next: () => number): T[] {
  const places = things.map((_, index) => ({ index, rank: next() })).toSorted((a, b) => a.rank - b.rank)
  const chosen = new Set(places.slice(0, count).map(({ index }) => index))
  return things.filter((_, index) => chosen.has(index))
}
