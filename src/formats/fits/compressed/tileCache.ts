import type { Pixels } from '../pixels.ts'

/**
 * Decoded tiles by their row in the table, the least recently used dropped first. It keeps promises, so that two reads
 * at a time decode a tile once.
 */
export class TileCache {
  readonly #capacity: number
  readonly #tiles = new Map<number, Promise<Pixels>>()

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get(row: number, decode: (row: number) => Promise<Pixels>): Promise<Pixels> {
    const tile = this.#tiles.get(row) ?? this.#start(row, decode)
    this.#tiles.delete(row)
    this.#tiles.set(row, tile)
    for (const oldest of this.#tiles.keys()) {
      if (this.#tiles.size <= this.#capacity) break
      this.#tiles.delete(oldest)
    }
    return tile
  }

  /** A tile that could not be read is not kept: the disk may be back at the next call. */
  #start(row: number, decode: (row: number) => Promise<Pixels>): Promise<Pixels> {
    const tile = decode(row)
    tile.catch(() => this.#tiles.delete(row))
    return tile
  }
}
