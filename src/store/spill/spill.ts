import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

interface ArrayOfType {
  readonly int32: Int32Array<ArrayBuffer>
  readonly float64: Float64Array<ArrayBuffer>
  readonly uint8: Uint8Array<ArrayBuffer>
}

interface RowsOfType {
  readonly int32: Int32Array
  readonly float64: Float64Array
  readonly uint8: Uint8Array
}

export type SpillSpec = Readonly<Record<string, keyof ArrayOfType>>

/** The columns of some rows, by name. */
export type SpillColumns<S extends SpillSpec> = { readonly [Name in keyof S]: ArrayOfType[S[Name]] }

/** {@link SpillColumns} that may lie in any memory. */
export type SpillRows<S extends SpillSpec> = { readonly [Name in keyof S]: RowsOfType[S[Name]] }

interface Block {
  rows: number
  readonly columns: Readonly<Record<string, ArrayOfType[keyof ArrayOfType]>>
}

const arrays = {
  int32: (length: number) => new Int32Array(length),
  float64: (length: number) => new Float64Array(length),
  uint8: (length: number) => new Uint8Array(length),
} as const

/** What all parts together gather in memory before they write. */
const gatheredBytes = 32e6
const mostRowsGathered = 2 ** 16

function bytesPerRow(spec: SpillSpec): number {
  return Object.values(spec).reduce((bytes, type) => bytes + arrays[type](0).BYTES_PER_ELEMENT, 0)
}

/**
 * Rows that do not fit into memory, sorted into numbered parts in files of a folder of their own, to be read part by part;
 * rows of a part stay in the order in which they came. For one process, and in its machine's own bytes.
 *
 * All methods throw the system's errors: a full disk, say.
 */
export class Spill<S extends SpillSpec> {
  readonly #folder: string
  readonly #spec: S
  readonly #rows: Float64Array
  /** Where the rows of each block end: a part's rows lie in several, column after column in each. */
  readonly #blocks: number[][]
  readonly #gathered: (Block | undefined)[]
  readonly #blockRows: number

  constructor(folder: string, spec: S, parts: number) {
    mkdirSync(folder, { recursive: true })
    this.#folder = folder
    this.#spec = spec
    this.#rows = new Float64Array(parts)
    this.#blocks = Array.from({ length: parts }, () => [])
    this.#gathered = Array.from({ length: parts })
    const rows = Math.floor(gatheredBytes / (Math.max(1, parts) * bytesPerRow(spec)))
    this.#blockRows = Math.max(256, Math.min(mostRowsGathered, rows))
  }

  get parts(): number {
    return this.#rows.length
  }

  /** Number of rows of a part. */
  rowsOf(part: number): number {
    return this.#rows[part]
  }

  /** Adds rows `[from, to)` of the columns to a part. */
  append(part: number, columns: SpillRows<S>, from: number, to: number): void {
    for (let row = from; row < to;) {
      const block = this.#blockOf(part)
      const count = Math.min(to - row, this.#blockRows - block.rows)
      for (const name of Object.keys(this.#spec)) block.columns[name].set(columns[name].subarray(row, row + count), block.rows)
      block.rows += count
      row += count
      if (block.rows === this.#blockRows) this.#write(part, block)
    }
    this.#rows[part] += to - from
  }

  /** Adds each row to its part. */
  scatter(partOfRow: Int32Array, columns: SpillRows<S>): void {
    const start = new Int32Array(this.parts + 1)
    for (const part of partOfRow) start[part + 1]++
    for (let part = 0; part < this.parts; part++) start[part + 1] += start[part]
    const next = start.slice()
    const order = new Int32Array(partOfRow.length)
    for (let row = 0; row < partOfRow.length; row++) order[next[partOfRow[row]]++] = row
    const sorted = this.#pick(columns, order)
    for (let part = 0; part < this.parts; part++) {
      if (start[part + 1] > start[part]) this.append(part, sorted, start[part], start[part + 1])
    }
  }

  /** All rows of a part. */
  read(part: number): SpillColumns<S> {
    const gathered = this.#gathered[part]
    if (gathered && gathered.rows > 0) this.#write(part, gathered)
    this.#gathered[part] = undefined
    const columns = this.#allocate(this.#rows[part])
    if (this.#rows[part] === 0) return columns
    const file = openSync(this.#path(part), 'r')
    try {
      let row = 0
      for (const rows of this.#blocks[part]) {
        for (const name of Object.keys(this.#spec)) readAll(file, columns[name].subarray(row, row + rows))
        row += rows
      }
    } finally {
      closeSync(file)
    }
    return columns
  }

  /** Removes the files. Nothing can be read any more. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #path(part: number): string {
    return join(this.#folder, String(part))
  }

  #blockOf(part: number): Block {
    return (this.#gathered[part] ??= { rows: 0, columns: this.#allocate(this.#blockRows) })
  }

  #allocate(rows: number): SpillColumns<S> {
    return Object.fromEntries(Object.entries(this.#spec).map(([name, type]) => [name, arrays[type](rows)])) as SpillColumns<S>
  }

  #pick(columns: SpillRows<S>, order: Int32Array): SpillColumns<S> {
    const picked = this.#allocate(order.length)
    for (const name of Object.keys(this.#spec)) {
      const [from, to] = [columns[name], picked[name]]
      for (let row = 0; row < order.length; row++) to[row] = from[order[row]]
    }
    return picked
  }

  #write(part: number, block: Block): void {
    const file = openSync(this.#path(part), 'a')
    try {
      for (const column of Object.values(block.columns)) writeAll(file, column.subarray(0, block.rows))
    } finally {
      closeSync(file)
    }
    this.#blocks[part].push(block.rows)
    block.rows = 0
  }
}

function bytesOf(view: ArrayBufferView<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
}

function writeAll(file: number, view: ArrayBufferView<ArrayBuffer>): void {
  const bytes = bytesOf(view)
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

function readAll(file: number, view: ArrayBufferView<ArrayBuffer>): void {
  const bytes = bytesOf(view)
  for (let at = 0; at < bytes.length;) {
    const read = readSync(file, bytes, at, bytes.length - at, null)
    if (read === 0) throw new Error('A scratch file is shorter than what was written into it.')
    at += read
  }
}
