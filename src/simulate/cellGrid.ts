/** Points of a plane sorted into square cells, to find those near a place without looking at all. */
export class CellGrid {
  readonly #cell: number
  readonly #columns: number
  readonly #rows: number
  readonly #originX: number
  readonly #originY: number
  readonly #start: Int32Array
  readonly #members: Int32Array

  /** @param cell the side of a cell: the largest distance that {@link near} is asked about */
  constructor(x: Float64Array, y: Float64Array, cell: number) {
    this.#originX = x.reduce((low, value) => Math.min(low, value), Infinity)
    this.#originY = y.reduce((low, value) => Math.min(low, value), Infinity)
    this.#cell = cell
    this.#columns = x.reduce((high, value) => Math.max(high, this.#index(value, this.#originX)), 0) + 1
    this.#rows = y.reduce((high, value) => Math.max(high, this.#index(value, this.#originY)), 0) + 1
    this.#start = new Int32Array(this.#columns * this.#rows + 1)
    this.#members = new Int32Array(x.length)
    this.#sortInto(x, y)
  }

  #index(value: number, origin: number): number {
    return Math.floor((value - origin) / this.#cell)
  }

  #sortInto(x: Float64Array, y: Float64Array): void {
    const cellOf = Int32Array.from(x, (_, i) => this.#index(y[i], this.#originY) * this.#columns + this.#index(x[i], this.#originX))
    for (const cell of cellOf) this.#start[cell + 1]++
    for (let cell = 1; cell < this.#start.length; cell++) this.#start[cell] += this.#start[cell - 1]
    const next = this.#start.slice()
    for (let i = 0; i < x.length; i++) this.#members[next[cellOf[i]]++] = i
  }

  /** Writes the points of the 3 x 3 cells about a place to `out`, which has room for all points; returns how many. */
  near(x: number, y: number, out: Int32Array): number {
    const column = this.#index(x, this.#originX)
    const row = this.#index(y, this.#originY)
    const firstColumn = Math.max(0, column - 1)
    const lastColumn = Math.min(this.#columns - 1, column + 1)
    let count = 0
    for (let r = Math.max(0, row - 1); r <= Math.min(this.#rows - 1, row + 1); r++) {
      if (firstColumn > lastColumn) break
      const end = this.#start[r * this.#columns + lastColumn + 1]
      for (let at = this.#start[r * this.#columns + firstColumn]; at < end; at++) out[count++] = this.#members[at]
    }
    return count
  }
}
