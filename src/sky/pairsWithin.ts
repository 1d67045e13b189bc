import { skyOrder } from './skyOrder.ts'
import { chordSquared, leafSize } from './skyIndex.ts'
import type { SkyIndex } from './skyIndex.ts'
import { SkyPairCollector } from './skyPairs.ts'
import type { SkyPairs } from './skyPairs.ts'
import { angleBetweenDeg, writeUnitVector } from './unitVector.ts'

/**
 * All pairs of a query and an indexed position within `radiusDeg` (inclusive). For few queries against an index that
 * serves many times; for two whole catalogues `crossMatch` is faster.
 */
export function pairsWithin(sky: SkyIndex, raDeg: Float64Array, decDeg: Float64Array, radiusDeg: number): SkyPairs {
  const search = new RadiusSearch(sky, chordSquared(radiusDeg))
  const vector = new Float64Array(3)
  const queries = skyOrder(raDeg, decDeg)
  for (let i = 0; i < queries.length; i++) {
    writeUnitVector(raDeg[queries[i]], decDeg[queries[i]], vector, 0)
    search.run(queries[i], vector[0], vector[1], vector[2])
  }
  return search.pairs.sorted(raDeg.length)
}

class RadiusSearch {
  readonly pairs = new SkyPairCollector()
  readonly #sky: SkyIndex
  readonly #limit: number
  #query = 0
  #x = 0
  #y = 0
  #z = 0

  constructor(sky: SkyIndex, limit: number) {
    this.#sky = sky
    this.#limit = limit
  }

  run(query: number, x: number, y: number, z: number): void {
    this.#query = query
    this.#x = x
    this.#y = y
    this.#z = z
    this.#descend(0, 0, this.#sky.count)
  }

  #descend(node: number, low: number, high: number): void {
    if (high - low <= leafSize) {
      this.#scan(low, high)
      return
    }
    const axis = this.#sky.splitAxis[node]
    const aside = (axis === 0 ? this.#x : axis === 1 ? this.#y : this.#z) - this.#sky.splitValue[node]
    const middle = (low + high) >>> 1
    const straddles = aside * aside <= this.#limit
    if (aside < 0 || straddles) this.#descend(2 * node + 1, low, middle)
    if (aside >= 0 || straddles) this.#descend(2 * node + 2, middle, high)
  }

  #scan(low: number, high: number): void {
    const { vectors, order } = this.#sky
    for (let slot = low; slot < high; slot++) {
      const x = vectors[3 * slot]
      const y = vectors[3 * slot + 1]
      const z = vectors[3 * slot + 2]
      const chord = (x - this.#x) ** 2 + (y - this.#y) ** 2 + (z - this.#z) ** 2
      if (chord > this.#limit) continue
      this.pairs.add(this.#query, order[slot], angleBetweenDeg(this.#x, this.#y, this.#z, x, y, z))
    }
  }
}
