import { refuse } from '../../fault/fault.ts'
import { ByteCells, locateColumns } from './cells.ts'

const newline = 0x0a
const blank = 0x20
const comma = 0x2c
const quote = 0x22

/**
 * Cuts a comma-separated catalogue as CASDA delivers it: names in the first line, in any case; values with or without
 * double quotes. A row may end early: its last cells are then blank. Blank rows are skipped. A CSV states no units:
 * CASDA's are Selavy's.
 */
export function csvCells(file: string, bytes: Buffer): ByteCells {
  const header = new RecordWalk(file, bytes)
  header.next()
  const names = Array.from({ length: header.count }, (_, cell) => bytes.toString('latin1', header.starts[cell], header.ends[cell]))
  const take = locateColumns(file, header.line, names)
  const cells = new ByteCells(file, bytes, [])
  while (header.next()) {
    if (header.isBlank()) continue
    if (header.count > names.length) refuseLongRow(file, header.line, names.length, header.count)
    header.starts.fill(0, header.count)
    header.ends.fill(0, header.count)
    cells.add(header.line, header.starts, header.ends, take)
  }
  return cells
}

/** Walks over the records of a CSV; `starts` and `ends` are the present one's cells, without blanks and quotes around them. */
class RecordWalk {
  readonly #file: string
  readonly #bytes: Buffer
  #at: number
  #nextLine = 1
  starts = new Int32Array(64)
  ends = new Int32Array(64)
  count = 0
  /** 1-based line on which the present record begins. */
  line = 0

  constructor(file: string, bytes: Buffer) {
    this.#file = file
    this.#bytes = bytes
    this.#at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  }

  next(): boolean {
    if (this.#at >= this.#bytes.length) return false
    this.line = this.#nextLine
    this.count = 0
    while (this.#cell()) this.count += 1
    this.count += 1
    return true
  }

  isBlank(): boolean {
    for (let cell = 0; cell < this.count; cell += 1) if (this.ends[cell] > this.starts[cell]) return false
    return true
  }

  /** Takes one cell with the comma or line feed after it; false where it was the last of its record. */
  #cell(): boolean {
    const bytes = this.#bytes
    let at = this.#at
    while (at < bytes.length && bytes[at] <= blank && bytes[at] !== newline) at += 1
    const isQuoted = bytes[at] === quote
    let start = isQuoted ? at + 1 : at
    at = isQuoted ? this.#closingQuote(start) : at
    let end = at
    while (at < bytes.length && bytes[at] !== comma && bytes[at] !== newline) at += 1
    if (!isQuoted) end = at
    while (start < end && bytes[start] <= blank) start += 1
    while (end > start && bytes[end - 1] <= blank) end -= 1
    this.#keep(start, end)
    this.#at = at + 1
    if (bytes[at] !== comma) this.#nextLine += 1
    return bytes[at] === comma
  }

  /** The quote that closes a cell; two together are a quote inside it. */
  #closingQuote(start: number): number {
    for (let at = start; at < this.#bytes.length; at += 1) {
      if (this.#bytes[at] === newline) this.#nextLine += 1
      if (this.#bytes[at] !== quote) continue
      if (this.#bytes[at + 1] !== quote) return at
      at += 1
    }
    return refuse(
      'selavy.quote',
      `${this.#file}, line ${this.line}: expected a double quote that closes the cell, found the end of the file.`,
      {
        hint: 'Close the quote, or copy the catalogue again if it was cut off.',
        data: { file: this.#file, line: this.line },
      },
    )
  }

  #keep(start: number, end: number): void {
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts)
      this.ends = doubled(this.ends)
    }
    this.starts[this.count] = start
    this.ends[this.count] = end
  }
}

function doubled(old: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(old.length * 2)
  next.set(old)
  return next
}

function refuseLongRow(file: string, line: number, expected: number, found: number): never {
  refuse('selavy.row', `${file}, line ${line}: expected at most ${expected} values as in the header, found ${found}.`, {
    hint: 'Put double quotes around a text that holds a comma.',
    data: { file, line, columns: expected, found },
  })
}
