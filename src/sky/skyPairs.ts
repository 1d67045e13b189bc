/** Pairs of (query, indexed position), sorted by query, then separation, then index: one entry a pair. */
export interface SkyPairs {
  readonly query: Int32Array
  readonly index: Int32Array
  readonly separationDeg: Float64Array
}

/** Collects pairs in any order; {@link sorted} brings them into the one order of {@link SkyPairs}. */
export class SkyPairCollector {
  #count = 0
  #query = new Int32Array(1024)
  #index = new Int32Array(1024)
  #separationDeg = new Float64Array(1024)

  add(query: number, index: number, separationDeg: number): void {
    if (this.#count === this.#query.length) this.#grow()
    this.#query[this.#count] = query
    this.#index[this.#count] = index
    this.#separationDeg[this.#count++] = separationDeg
  }

  sorted(queryCount: number): SkyPairs {
    const starts = new Int32Array(queryCount + 1)
    for (let i = 0; i < this.#count; i++) starts[this.#query[i] + 1]++
    for (let query = 0; query < queryCount; query++) starts[query + 1] += starts[query]
    const pairs = {
      query: new Int32Array(this.#count),
      index: new Int32Array(this.#count),
      separationDeg: new Float64Array(this.#count),
    }
    const ends = starts.slice()
    for (let i = 0; i < this.#count; i++) {
      const at = ends[this.#query[i]]++
      pairs.query[at] = this.#query[i]
      pairs.index[at] = this.#index[i]
      pairs.separationDeg[at] = this.#separationDeg[i]
    }
    for (let query = 0; query < queryCount; query++) sortRange(pairs, starts[query], starts[query + 1])
    return pairs
  }

  #grow(): void {
    const capacity = 2 * this.#count
    const query = new Int32Array(capacity)
    const index = new Int32Array(capacity)
    const separationDeg = new Float64Array(capacity)
    query.set(this.#query)
    index.set(this.#index)
    separationDeg.set(this.#separationDeg)
    this.#query = query
    this.#index = index
    this.#separationDeg = separationDeg
  }
}

const longRange = 32

/** Sorts the pairs [first, end) of one query by separation, then index. */
function sortRange(pairs: SkyPairs, first: number, end: number): void {
  if (end - first > longRange) {
    sortLongRange(pairs, first, end)
    return
  }
  const { index, separationDeg } = pairs
  for (let i = first + 1; i < end; i++) {
    const position = index[i]
    const separation = separationDeg[i]
    let at = i
    while (at > first && (separationDeg[at - 1] > separation || (separationDeg[at - 1] === separation && index[at - 1] > position))) {
      index[at] = index[at - 1]
      separationDeg[at] = separationDeg[at - 1]
      at--
    }
    index[at] = position
    separationDeg[at] = separation
  }
}

function sortLongRange({ index, separationDeg }: SkyPairs, first: number, end: number): void {
  const positions = index.slice(first, end)
  const separations = separationDeg.slice(first, end)
  const order = Int32Array.from(positions.keys())
  order.sort((a, b) => separations[a] - separations[b] || positions[a] - positions[b])
  for (let i = 0; i < order.length; i++) {
    index[first + i] = positions[order[i]]
    separationDeg[first + i] = separations[order[i]]
  }
}
