import { refuse } from '../../fault/fault.ts'
import { ByteCells, locateColumns } from './cells.ts'
import { selavyColumns } from './columns.ts'

const newline = 0x0a
const blank = 0x20
const hash = 0x23

/** The columns of a fixed-width table: column i ends where its name ends, and begins after the column before it. */
interface Layout {
  readonly names: readonly string[]
  readonly ends: Int32Array
  /** The column of free text, which may hold blanks; -1 where there is none. */
  readonly freeText: number
}

/** The row being cut: byte offsets of each column's cell. */
interface Cut {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/**
 * Cuts the text that Selavy writes. The first line, marked with `#`, names the columns; values stand right-aligned below
 * the names. The line after it, if marked too, has the units; further marked lines and blank lines are skipped.
 *
 * A row whose values overflow their columns is cut by the order of its values, provided that none is blank. Where Selavy
 * found nothing its columns have no width, and it writes the names without a blank between them: a header like that, and
 * no row, is an empty catalogue.
 */
export function fixedWidthCells(file: string, bytes: Buffer): ByteCells {
  const header = new LineWalk(bytes, hasByteOrderMark(bytes) ? 2 : -1)
  header.nextFilled()
  const layout = readLayout(bytes, header.start, header.end)
  if (isEmptyCatalogue(bytes, header, layout)) return new ByteCells(file, bytes, [])
  const take = locateColumns(file, header.line, layout.names)
  const units = readUnits(bytes, header, layout)
  const cells = new ByteCells(
    file,
    bytes,
    Array.from(take, (column) => units[column]),
  )
  const cut: Cut = { starts: new Int32Array(layout.names.length), ends: new Int32Array(layout.names.length) }
  while (header.nextFilled()) {
    if (bytes[header.start] === hash) continue
    const isCut = cutByPosition(bytes, header.start, header.end, layout, cut) || cutByOrder(bytes, header.start, header.end, layout, cut)
    if (!isCut) refuseRow(file, header.line, layout)
    cells.add(header.line, cut.starts, cut.ends, take)
  }
  return cells
}

/** Walks over lines; `start` and `end` are the bytes of the present one without its line feed, `line` its 1-based number. */
class LineWalk {
  readonly #bytes: Buffer
  start = 0
  end: number
  line = 0

  /** @param end the byte before the first line to walk over */
  constructor(bytes: Buffer, end: number) {
    this.#bytes = bytes
    this.end = end
  }

  /** Goes to the next line that is not blank; false at the end of the file. */
  nextFilled(): boolean {
    while (this.end + 1 < this.#bytes.length) {
      this.start = this.end + 1
      const found = this.#bytes.indexOf(newline, this.start)
      this.end = found < 0 ? this.#bytes.length : found
      this.line += 1
      for (let at = this.start; at < this.end; at += 1) if (this.#bytes[at] > blank) return true
    }
    return false
  }

  /** The first byte of the next line, or undefined. */
  peek(): number | undefined {
    return this.#bytes[this.end + 1]
  }
}

function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

function readLayout(bytes: Buffer, start: number, end: number): Layout {
  const names: string[] = []
  const ends: number[] = []
  let at = bytes[start] === hash ? start + 1 : start
  while (at < end) {
    while (at < end && bytes[at] <= blank) at += 1
    const from = at
    while (at < end && bytes[at] > blank) at += 1
    if (at === from) break
    names.push(bytes.toString('latin1', from, at))
    ends.push(at - start)
  }
  return { names, ends: Int32Array.from(ends), freeText: names.findIndex((name) => name.toLowerCase() === 'comment') }
}

function isEmptyCatalogue(bytes: Buffer, header: LineWalk, layout: Layout): boolean {
  const glued = layout.names[0]?.toLowerCase() ?? ''
  if (layout.names.length !== 1 || !selavyColumns.every((column) => glued.includes(column.name.toLowerCase()))) return false
  const rest = new LineWalk(bytes, header.end)
  while (rest.nextFilled()) if (bytes[rest.start] !== hash) return false
  return true
}

/** The units line, where the next line is one: a unit belongs to the column in which it ends. */
function readUnits(bytes: Buffer, walk: LineWalk, layout: Layout): string[] {
  const units = layout.names.map(() => '')
  if (walk.peek() !== hash) return units
  walk.nextFilled()
  let column = 0
  let at = walk.start + 1
  while (at < walk.end) {
    while (at < walk.end && bytes[at] <= blank) at += 1
    const from = at
    while (at < walk.end && bytes[at] > blank) at += 1
    while (column < units.length - 1 && at - walk.start > layout.ends[column]) column += 1
    if (at > from) units[column] = bytes.toString('latin1', from, at)
  }
  return units
}

/** Cuts a row by the columns' positions; false where a value crosses a border or two values stand in one column. */
function cutByPosition(bytes: Buffer, start: number, end: number, layout: Layout, cut: Cut): boolean {
  const { ends, freeText } = layout
  cut.starts.fill(start)
  cut.ends.fill(start)
  const last = ends.length - 1
  let column = 0
  let at = start
  while (at < end) {
    while (at < end && bytes[at] <= blank) at += 1
    if (at === end) break
    const from = at
    while (at < end && bytes[at] > blank) at += 1
    while (column < last && at - start > ends[column]) column += 1
    if (column === freeText) continue
    const border = column === 0 ? 0 : ends[column - 1]
    if (from - start < border || at - start > ends[column] || cut.ends[column] !== start) return false
    cut.starts[column] = from
    cut.ends[column] = at
  }
  return true
}

/** Cuts a row by the order of its values: right where each column but the last, free one has a value. */
function cutByOrder(bytes: Buffer, start: number, end: number, layout: Layout, cut: Cut): boolean {
  const count = layout.names.length
  const filled = layout.freeText < 0 ? count : layout.freeText
  if (filled < count - 1) return false
  let column = 0
  let at = start
  while (column < filled) {
    while (at < end && bytes[at] <= blank) at += 1
    if (at === end) return false
    cut.starts[column] = at
    while (at < end && bytes[at] > blank) at += 1
    cut.ends[column] = at
    column += 1
  }
  return true
}

function refuseRow(file: string, line: number, layout: Layout): never {
  const count = layout.names.length
  refuse(
    'selavy.row',
    `${file}, line ${line}: expected ${count} values below the names of the header, found values that cross the columns.`,
    {
      hint: 'Align the values below the names of the header, or copy the catalogue again if it was edited by hand.',
      data: { file, line, columns: count },
    },
  )
}
