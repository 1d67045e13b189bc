/**
 * The name that someone most likely meant: the nearest by edit distance (insertions, deletions, exchanges, and swaps of
 * neighbours count 1), if at most a third of the letters differ; the first of equals. Null where none is near.
 */
export function nearestName(written: string, names: readonly string[]): string | null {
  const limit = Math.max(2, Math.floor(written.length / 3))
  let best: string | null = null
  let bestDistance = limit + 1
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= bestDistance) continue
    const distance = editDistance(written.toLowerCase().replaceAll('-', '_'), name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      let distance = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwapped) distance = Math.min(distance, beforeLast[column - 2] + 1)
      next.push(distance)
    }
    beforeLast = last
    last = next
  }
  return last[b.length]
}
