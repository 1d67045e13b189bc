/**
 * Who belongs to whom, as compressed rows: the members of row i are `member[start[i]]` up to `member[start[i + 1] - 1]`.
 */
export interface Membership {
  readonly start: Int32Array
  readonly member: Int32Array
}

/**
 * How well a partition of components into sources agrees with the truth.
 *
 * A component is of the true object that is brightest in it (its first); it *contains* every object in its list. A
 * component without an object, a peak of the noise, is an object of its own, alone.
 */
export interface AssociationScore {
  /**
   * Over the objects with two components or more: of the components that are of the object, the share that its best
   * source holds; summed over components. 1 where no object is torn apart. Null without such an object.
   */
  readonly completeness: number | null
  /**
   * Over the sources with two components or more: the share of the components that contain the source's best object;
   * summed over components. 1 where no source mixes objects. Null without such a source.
   */
  readonly purity: number | null
  /** Objects of whose components no single source holds all. */
  readonly splits: number
  /** Sources of whose components no single object is in all. */
  readonly merges: number
  /** Of the pairs of components that share a source, the share that also have an object in common; each pair once. Null without a pair. */
  readonly pairPrecision: number | null
  /** Of the pairs of components that are of the same object, the share that share a source. Null without a pair. */
  readonly pairRecall: number | null
}

/**
 * Scores an association against the truth. Time goes with the sum over sources of the square of their components.
 *
 * @param componentObjects for each component the true objects that it contains, from 0, brightest first
 * @param sourceComponents for each source its components, each at most once; a component may be in several sources
 */
export function scoreAssociation(componentObjects: Membership, sourceComponents: Membership): AssociationScore {
  const objects = withNoiseObjects(componentObjects)
  const objectComponents = transposed(firstMembers(objects))
  const componentSources = transposed(sourceComponents, objects.start.length - 1)
  const complete = bestShares(objectComponents, componentSources)
  const pure = bestShares(sourceComponents, objects)
  const found = countPairs(sourceComponents, componentSources, objects)
  const wanted = countPairs(objectComponents, firstMembers(objects), componentSources)
  return {
    completeness: share(complete.best, complete.total),
    purity: share(pure.best, pure.total),
    splits: complete.broken,
    merges: pure.broken,
    pairPrecision: share(found.agreeing, found.pairs),
    pairRecall: share(wanted.agreeing, wanted.pairs),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** Gives each component without an object one of its own, above the others. */
function withNoiseObjects({ start, member }: Membership): Membership {
  let next = member.reduce((highest, object) => Math.max(highest, object), -1) + 1
  const filledStart = new Int32Array(start.length)
  const filled: number[] = []
  for (let row = 0; row + 1 < start.length; row++) {
    if (start[row] === start[row + 1]) filled.push(next++)
    for (let at = start[row]; at < start[row + 1]; at++) filled.push(member[at])
    filledStart[row + 1] = filled.length
  }
  return { start: filledStart, member: Int32Array.from(filled) }
}

/** The first member of each row; no row is empty. */
function firstMembers({ start, member }: Membership): Membership {
  const rows = start.length - 1
  return {
    start: Int32Array.from({ length: rows + 1 }, (_, row) => row),
    member: Int32Array.from({ length: rows }, (_, row) => member[start[row]]),
  }
}

/** Rows become members: for each member the rows that have it, rising. */
function transposed({ start, member }: Membership, atLeast = 0): Membership {
  const count = member.reduce((highest, value) => Math.max(highest, value + 1), atLeast)
  const newStart = new Int32Array(count + 1)
  for (const value of member) newStart[value + 1]++
  for (let i = 0; i < count; i++) newStart[i + 1] += newStart[i]
  const next = newStart.slice()
  const newMember = new Int32Array(member.length)
  for (let row = 0; row + 1 < start.length; row++) {
    for (let at = start[row]; at < start[row + 1]; at++) newMember[next[member[at]]++] = row
  }
  return { start: newStart, member: newMember }
}

/**
 * For each group of two components or more: its size, how many of it the label has that most of them carry, and
 * whether that is less than all.
 */
function bestShares(groups: Membership, labels: Membership): { best: number; total: number; broken: number } {
  const counts = new Int32Array(labels.member.reduce((highest, label) => Math.max(highest, label), -1) + 1)
  const sums = { best: 0, total: 0, broken: 0 }
  for (let group = 0; group + 1 < groups.start.length; group++) {
    const size = groups.start[group + 1] - groups.start[group]
    if (size < 2) continue
    let best = 0
    for (let at = groups.start[group]; at < groups.start[group + 1]; at++) {
      const component = groups.member[at]
      for (let of = labels.start[component]; of < labels.start[component + 1]; of++) best = Math.max(best, ++counts[labels.member[of]])
    }
    for (let at = groups.start[group]; at < groups.start[group + 1]; at++) {
      const component = groups.member[at]
      for (let of = labels.start[component]; of < labels.start[component + 1]; of++) counts[labels.member[of]] = 0
    }
    sums.best += best
    sums.total += size
    if (best < size) sums.broken++
  }
  return sums
}

/** Pairs of components that share a group, each counted in the lowest group that has both, and how many share a label. */
function countPairs(groups: Membership, groupsOf: Membership, labels: Membership): { pairs: number; agreeing: number } {
  const sums = { pairs: 0, agreeing: 0 }
  for (let group = 0; group + 1 < groups.start.length; group++) {
    for (let at = groups.start[group]; at < groups.start[group + 1]; at++) {
      for (let other = at + 1; other < groups.start[group + 1]; other++) {
        if (lowestCommon(groupsOf, groups.member[at], groups.member[other]) !== group) continue
        sums.pairs++
        if (lowestCommon(labels, groups.member[at], groups.member[other]) >= 0) sums.agreeing++
      }
    }
  }
  return sums
}

/** The lowest member that two rows have in common, or -1. */
function lowestCommon({ start, member }: Membership, row: number, otherRow: number): number {
  let lowest = -1
  for (let at = start[row]; at < start[row + 1]; at++) {
    const value = member[at]
    if (lowest >= 0 && value >= lowest) continue
    for (let other = start[otherRow]; other < start[otherRow + 1]; other++) {
      if (member[other] === value) lowest = value
    }
  }
  return lowest
}
