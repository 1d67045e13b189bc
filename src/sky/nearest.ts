import { skyOrder } from './skyOrder.ts'
import { chordSquared, leafSize } from './skyIndex.ts'
import type { SkyIndex } from './skyIndex.ts'
import { angleBetweenDeg, writeUnitVector } from './unitVector.ts'

/** One entry a query: the index of the nearest position, -1 where there is none, and its separation, deg, NaN there. */
export interface NearestPositions {
  readonly index: Int32Array
  readonly separationDeg: Float64Array
}

/**
 * The nearest indexed position to each query, within `radiusDeg` (inclusive) where it is given. Of equal distances the
 * lowest index wins. Distances are those of unit vectors: good to 2e-10 arcsec.
 */
export function nearest(sky: SkyIndex, raDeg: Float64Array, decDeg: Float64Array, radiusDeg = 180): NearestPositions {
  const index = new Int32Array(raDeg.length).fill(-1)
  const separationDeg = new Float64Array(raDeg.length).fill(NaN)
  const search = new NearestSearch(sky, 1)
  const limit = chordSquared(radiusDeg)
  const vector = new Float64Array(3)
  const queries = skyOrder(raDeg, decDeg)
  for (let i = 0; i < queries.length; i++) {
    const query = queries[i]
    writeUnitVector(raDeg[query], decDeg[query], vector, 0)
    search.run(vector[0], vector[1], vector[2], limit, -1)
    if (search.found === 0) continue
    index[query] = sky.order[search.slots[0]]
    separationDeg[query] = search.separationDeg(0)
  }
  return { index, separationDeg }
}

/**
 * The separation, deg, of each indexed position from its `rank`-th nearest other one (1: its nearest neighbour), in
 * the order of the arrays that the index was built from; NaN for positions with fewer others and those not indexed.
 */
export function neighbourSeparationDeg(sky: SkyIndex, positionCount: number, rank = 1): Float64Array {
  const separationDeg = new Float64Array(positionCount).fill(NaN)
  const search = new NearestSearch(sky, rank)
  for (let slot = 0; slot < sky.count; slot++) {
    search.run(sky.vectors[3 * slot], sky.vectors[3 * slot + 1], sky.vectors[3 * slot + 2], Infinity, slot)
    if (search.found === rank) separationDeg[sky.order[slot]] = search.separationDeg(rank - 1)
  }
  return separationDeg
}

/** One search after the other for the nearest few slots, kept in ascending (distance, index). */
class NearestSearch {
  /** Slots found by the last run, and how many. */
  readonly slots: Int32Array
  found = 0
  readonly #sky: SkyIndex
  readonly #chords: Float64Array
  #x = 0
  #y = 0
  #z = 0
  /** Chord squared above which nothing more is wanted. */
  #limit = 0
  #excluded = -1

  constructor(sky: SkyIndex, wanted: number) {
    this.#sky = sky
    this.slots = new Int32Array(wanted)
    this.#chords = new Float64Array(wanted)
  }

  run(x: number, y: number, z: number, limit: number, excludedSlot: number): void {
    this.#x = x
    this.#y = y
    this.#z = z
    this.#limit = limit
    this.#excluded = excludedSlot
    this.found = 0
    this.#descend(0, 0, this.#sky.count)
  }

  separationDeg(rank: number): number {
    const { vectors } = this.#sky
    const at = 3 * this.slots[rank]
    return angleBetweenDeg(this.#x, this.#y, this.#z, vectors[at], vectors[at + 1], vectors[at + 2])
  }

  #descend(node: number, low: number, high: number): void {
    if (high - low <= leafSize) {
      this.#scan(low, high)
      return
    }
    const axis = this.#sky.splitAxis[node]
    const aside = (axis === 0 ? this.#x : axis === 1 ? this.#y : this.#z) - this.#sky.splitValue[node]
    const middle = (low + high) >>> 1
    if (aside < 0) {
      this.#descend(2 * node + 1, low, middle)
      // <= because a position at the same distance may have a lower index.
      if (aside * aside <= this.#limit) this.#descend(2 * node + 2, middle, high)
    } else {
      this.#descend(2 * node + 2, middle, high)
      if (aside * aside <= this.#limit) this.#descend(2 * node + 1, low, middle)
    }
  }

  #scan(low: number, high: number): void {
    const { vectors } = this.#sky
    for (let slot = low; slot < high; slot++) {
      const x = vectors[3 * slot] - this.#x
      const y = vectors[3 * slot + 1] - this.#y
      const z = vectors[3 * slot + 2] - this.#z
      const chord = x * x + y * y + z * z
      if (chord <= this.#limit && slot !== this.#excluded) this.#keep(slot, chord)
    }
  }

  #keep(slot: number, chord: number): void {
    const wanted = this.slots.length
    if (this.found === wanted && !this.#precedes(slot, chord, wanted - 1)) return
    let at = this.found === wanted ? wanted - 1 : this.found++
    while (at > 0 && this.#precedes(slot, chord, at - 1)) {
      this.slots[at] = this.slots[at - 1]
      this.#chords[at] = this.#chords[at - 1]
      at--
    }
    this.slots[at] = slot
    this.#chords[at] = chord
    if (this.found === wanted) this.#limit = this.#chords[wanted - 1]
  }

  #precedes(slot: number, chord: number, rank: number): boolean {
    const other = this.#chords[rank]
    return chord < other || (chord === other && this.#sky.order[slot] < this.#sky.order[this.slots[rank]])
  }
}
