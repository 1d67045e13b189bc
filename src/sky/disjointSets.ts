/**
 * Sets of the numbers 0 .. count - 1 that have no member in common. Each entry leads to another member of its set, in
 * the end to its smallest, the root; so the sets do not depend on the order in which they were joined.
 */
export type DisjointSets = Int32Array

/** Every number in a set of its own. */
export function disjointSets(count: number): DisjointSets {
  return new Int32Array(count).map((_, i) => i)
}

/** Makes one set of those of `a` and `b`. */
export function joinSets(sets: DisjointSets, a: number, b: number): void {
  const rootA = rootOf(sets, a)
  const rootB = rootOf(sets, b)
  sets[Math.max(rootA, rootB)] = Math.min(rootA, rootB)
}

/** The smallest member of the set of `member`. Shortens the way there for later calls. */
export function rootOf(sets: DisjointSets, member: number): number {
  let root = member
  while (sets[root] !== root) {
    sets[root] = sets[sets[root]]
    root = sets[root]
  }
  return root
}
