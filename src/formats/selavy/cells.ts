import { refuse } from '../../fault/fault.ts'
import { selavyColumns } from './columns.ts'
import { parseDecimal } from './decimal.ts'

/** A catalogue cut into cells, before they are read as numbers. Columns are numbered as in `selavyColumns`. */
export interface CatalogueCells {
  readonly file: string
  readonly rowCount: number
  /** The unit that the file states for a column, '' where it states none. */
  readonly units: readonly string[]
  /** 1-based line of the file on which a row is found. */
  line(row: number): number
  /** Trimmed; '' where blank. The string keeps no larger one alive. */
  text(row: number, column: number): string
  /** NaN where the cell is no decimal number. */
  number(row: number, column: number): number
}

/** Cells that are stretches of the file's bytes. */
export class ByteCells implements CatalogueCells {
  readonly file: string
  readonly units: readonly string[]
  rowCount = 0
  readonly #bytes: Buffer
  #starts: Int32Array
  #ends: Int32Array
  #lines: Int32Array

  constructor(file: string, bytes: Buffer, units: readonly string[]) {
    this.file = file
    this.units = units
    this.#bytes = bytes
    this.#starts = new Int32Array(64 * selavyColumns.length)
    this.#ends = new Int32Array(64 * selavyColumns.length)
    this.#lines = new Int32Array(64)
  }

  /** Adds the row on `line`; column i of Selavy's is `bytes[starts[take[i]], ends[take[i]])`. */
  add(line: number, starts: Int32Array, ends: Int32Array, take: Int32Array): void {
    if (this.rowCount === this.#lines.length) this.#grow()
    const base = this.rowCount * selavyColumns.length
    for (let column = 0; column < take.length; column += 1) {
      this.#starts[base + column] = starts[take[column]]!
      this.#ends[base + column] = ends[take[column]]!
    }
    this.#lines[this.rowCount] = line
    this.rowCount += 1
  }

  line(row: number): number {
    return this.#lines[row]
  }

  text(row: number, column: number): string {
    const cell = row * selavyColumns.length + column
    return this.#bytes.toString('latin1', this.#starts[cell], this.#ends[cell])
  }

  number(row: number, column: number): number {
    const cell = row * selavyColumns.length + column
    return parseDecimal(this.#bytes, this.#starts[cell], this.#ends[cell])
  }

  #grow(): void {
    this.#starts = grown(this.#starts)
    this.#ends = grown(this.#ends)
    this.#lines = grown(this.#lines)
  }
}

function grown(old: Int32Array): Int32Array {
  const next = new Int32Array(old.length * 2)
  next.set(old)
  return next
}

/**
 * Where each of Selavy's columns stands among the names of a header, compared without case.
 *
 * @throws Refusal naming all missing columns at once, or one that stands there twice
 */
export function locateColumns(file: string, line: number, names: readonly string[]): Int32Array {
  const lower = names.map((name) => name.toLowerCase())
  const missing = selavyColumns.filter((column) => !lower.includes(column.name.toLowerCase())).map((column) => column.name)
  if (missing.length > 0) refuseMissing(file, line, names, missing)
  const positions = selavyColumns.map((column) => lower.indexOf(column.name.toLowerCase()))
  for (const [index, position] of positions.entries()) {
    const column = selavyColumns[index].name
    if (lower.indexOf(column.toLowerCase(), position + 1) < 0) continue
    refuse('selavy.column-twice', `${file}, line ${line}: expected each column once, found ${column} twice.`, {
      hint: 'Remove or rename one of the two columns.',
      data: { file, line, column },
    })
  }
  return Int32Array.from(positions)
}

function refuseMissing(file: string, line: number, names: readonly string[], missing: readonly string[]): never {
  const found = names.filter((name) => name !== '').length
  const listed = missing.length === selavyColumns.length ? `none of Selavy's ${missing.length} columns` : `no column ${missing.join(', ')}`
  refuse(
    'selavy.missing-column',
    `${file}, line ${line}: expected the columns of a Selavy component catalogue, found ${listed} among ${found} names.`,
    {
      hint:
        missing.length === selavyColumns.length
          ? "Give a Selavy component catalogue: Selavy's own text, the CSV of CASDA or a VOTable; names in a text header stand apart by blanks."
          : 'Give the catalogue of components (not of islands) with all its columns, as Selavy or CASDA wrote it.',
      data: { file, line, missing },
    },
  )
}
