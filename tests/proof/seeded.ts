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

/** Takes some of things, in their order; all where there are no more. */
export type Pick = <T>(things: readonly T[], count: number) => T[]

function shuffled<T>(things: readonly T[], next: () => number): { readonly thing: T; readonly index: number }[] {
  const ranked = things.map((thing, index) => ({ thing, index, rank: next() }))
  return ranked.toSorted((a, b) => a.rank - b.rank)
}

/** Any of them. */
export function anyOf(next: () => number): Pick {
  return (things, count) =>
    shuffled(things, next)
      .slice(0, count)
      .toSorted((a, b) => a.index - b.index)
      .map(({ thing }) => thing)
}

/** Those of a round: after enough rounds with one seed each has had its turn. */
export function turnsOf(seed: number, round: number): Pick {
  return (things, count) => {
    const order = shuffled(things, seededNumbers(seed))
    const first = (round * count) % Math.max(1, order.length)
    return [...order, ...order].slice(first, first + Math.min(count, order.length)).map(({ thing }) => thing)
  }
}
