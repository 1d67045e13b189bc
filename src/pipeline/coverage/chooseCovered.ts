import type { ExpectedImages } from './expectedImages.ts'

/** What the pixels say at each expected place, in the order of {@link ExpectedImages}. */
export interface LookedAt {
  /** 1 where no pixel about the place is blank. */
  readonly covered: Uint8Array
  /** 1 where a flux was measured; with `allow_nan` also at places that are not covered. */
  readonly fitted: Uint8Array
}

/**
 * Chooses the image that counts for each source and epoch: of those whose pixels cover the place the nearest; where none
 * does, the nearest that gave a flux.
 *
 * @returns by entry, 1 for those that count: at most one a group
 */
export function chooseCovered(
  { count, group, rank, groupCount }: Pick<ExpectedImages, 'count' | 'group' | 'rank' | 'groupCount'>,
  { covered, fitted }: LookedAt,
): Uint8Array {
  const chosen = new Int32Array(groupCount).fill(-1)
  for (let i = 0; i < count; i++) {
    if (covered[i] === 0 && fitted[i] === 0) continue
    const other = chosen[group[i]]
    const isBetter = other === -1 || covered[i] > covered[other] || (covered[i] === covered[other] && rank[i] < rank[other])
    if (isBetter) chosen[group[i]] = i
  }
  const counts = new Uint8Array(count)
  for (const i of chosen) if (i !== -1) counts[i] = 1
  return counts
}
