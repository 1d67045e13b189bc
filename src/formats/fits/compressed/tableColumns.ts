import type { FitsHeader } from '../header.ts'

/** A column of a binary table, as far as compressed images need it. The view is one row of the table. */
export interface TableColumn {
  /** The first number of the cell; undefined where the column holds no numbers. */
  readNumber(row: DataView): number | undefined
  /** Where the cell's variable-length array lies in the heap, in bytes; undefined for columns of another kind. */
  readExtent(row: DataView): { readonly offset: number; readonly bytes: number } | undefined
}

const formPattern = /^(\d*)([LXBIJKAEDCMPQ])(.?)/
/** Bytes of one element of each type (FITS 4.0, table 18). */
const elementBytes: Readonly<Record<string, number>> = { L: 1, B: 1, A: 1, I: 2, J: 4, E: 4, K: 8, D: 8, C: 8, M: 16, P: 8, Q: 16 }
/** FITS 4.0, section 7.3.1. */
const maxColumns = 999

/** The columns by their upper-case TTYPE. Columns that do not fit in a row of `rowBytes` are refused. */
export function readColumns(header: FitsHeader, rowBytes: number): ReadonlyMap<string, TableColumn> {
  const columns = new Map<string, TableColumn>()
  const count = header.requireInteger('TFIELDS')
  if (count < 0 || count > maxColumns) header.refuseValue('TFIELDS', `0 to ${maxColumns}`)
  let offset = 0
  for (let index = 1; index <= count; index++) {
    const [repeat, type, element] = readForm(header, `TFORM${index}`)
    const name = (header.string(`TTYPE${index}`) ?? '').trim().toUpperCase()
    if (repeat > 0 && !columns.has(name)) columns.set(name, makeColumn(offset, type, element))
    offset += type === 'X' ? Math.ceil(repeat / 8) : repeat * elementBytes[type]
  }
  if (offset > rowBytes) header.refuseValue('NAXIS1', `at least ${offset}, the bytes of all columns`)
  return columns
}

/** Repeat count, type, and for descriptors the type of what they point to. */
function readForm(header: FitsHeader, keyword: string): [number, string, string] {
  const match = formPattern.exec((header.string(keyword) ?? '').trim().toUpperCase())
  if (match === null) return header.refuseValue(keyword, 'the format of a table column, such as 1PB(100)')
  const element = /^\d*[PQ](.)/.exec(match[0])?.[1] ?? ''
  return [match[1] === '' ? 1 : Number(match[1]), match[2], element]
}

function makeColumn(offset: number, type: string, element: string): TableColumn {
  return {
    readNumber: (row) => readNumber(row, offset, type),
    readExtent: (row) => readExtent(row, offset, type, elementBytes[element] ?? 1),
  }
}

function readNumber(row: DataView, offset: number, type: string): number | undefined {
  if (type === 'B') return row.getUint8(offset)
  if (type === 'I') return row.getInt16(offset)
  if (type === 'J') return row.getInt32(offset)
  if (type === 'K') return readInt64(row, offset)
  if (type === 'E') return row.getFloat32(offset)
  if (type === 'D') return row.getFloat64(offset)
  return undefined
}

function readExtent(row: DataView, offset: number, type: string, width: number) {
  if (type === 'P') return { bytes: row.getInt32(offset) * width, offset: row.getInt32(offset + 4) }
  if (type === 'Q') return { bytes: readInt64(row, offset) * width, offset: readInt64(row, offset + 8) }
  return undefined
}

function readInt64(row: DataView, offset: number): number {
  return row.getInt32(offset) * 4_294_967_296 + row.getUint32(offset + 4)
}
