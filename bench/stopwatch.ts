/** What some repetitions of a piece of work took, s. */
export interface Timing {
  readonly medianS: number
  readonly shortestS: number
}

/**
 * Times several pieces of work in turns, so that what slows the machine for a while slows all of them, after one turn
 * that does not count.
 */
export async function timeInTurns(repetitions: number, works: readonly (() => unknown)[]): Promise<Timing[]> {
  for (const work of works) await work()
  const taken: number[][] = works.map(() => [])
  for (let turn = 0; turn < repetitions; turn++) {
    for (const [index, work] of works.entries()) {
      const start = performance.now()
      await work()
      taken[index].push((performance.now() - start) / 1000)
    }
  }
  return taken.map(timingOf)
}

function timingOf(taken: readonly number[]): Timing {
  const sorted = taken.toSorted((a, b) => a - b)
  return { medianS: sorted[sorted.length >>> 1], shortestS: sorted[0] }
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

export function longest(taken: readonly number[]): number {
  return Math.max(...taken)
}

export function median(taken: readonly number[]): number {
  return taken.toSorted((a, b) => a - b)[taken.length >> 1] ?? NaN
}
