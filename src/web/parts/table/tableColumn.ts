import type { ReactNode } from 'react'

/** A value as files have it. */
export type CellValue = string | number | boolean | null

/** One column of a file that a table is written to. */
export interface FileColumn<Row> {
  readonly name: string
  readonly unit?: string
  readonly value: (row: Row) => CellValue
}

interface ColumnBase<Row> {
  readonly id: string
  readonly header: string
  /** Stands once, in the header. */
  readonly unit?: string
  /** What it is, on hover. */
  readonly description?: string
  readonly isNumber?: boolean
  readonly width?: number
  /** Shown only where somebody chooses it. */
  readonly isExtra?: boolean
  /** Not among the usual ones of a narrow screen. */
  readonly isWide?: boolean
  /** What the column is sorted by; without it, it is not. */
  readonly sortBy?: (row: Row) => string | number | null
  /** What its order is called, where that is not its id. */
  readonly sortAs?: string
  /** It only has buttons: no matter of choice, and nothing for a file. */
  readonly isControl?: boolean
  /** What files have of it; without it, what it is sorted by, else what its cells say. */
  readonly file?: readonly FileColumn<Row>[]
}

/** A column of a table: that files cannot go without what it shows is seen to by its type. */
export type TableColumn<Row> = ColumnBase<Row> &
  (
    | { readonly cell: (row: Row) => string | number | null | undefined }
    | ((
        | { readonly isControl: true }
        | { readonly file: readonly FileColumn<Row>[] }
        | { readonly sortBy: (row: Row) => string | number | null }
      ) & {
        readonly cell: (row: Row) => ReactNode
      })
  )

export interface TableSort {
  readonly column: string
  readonly isDescending: boolean
}

/** What an order by a column is called. */
export function sortNameOf<Row>({ id, sortAs }: TableColumn<Row>): string {
  return sortAs ?? id
}

/** Rows by a column: texts as people count, numbers by size, what is missing last. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[], sort: TableSort | undefined): readonly Row[] {
  const sortBy = columns.find((column) => sortNameOf(column) === sort?.column)?.sortBy
  if (!sort || !sortBy) return rows
  const sign = sort.isDescending ? -1 : 1
  const compare = (a: string | number | null, b: string | number | null) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true })
    return sign * order
  }
  return [...rows].sort((a, b) => compare(sortBy(a), sortBy(b)))
}

/** Units as VOUnits has them, by how the screen has them. */
const unitsOfFiles: Readonly<Record<string, string>> = { '″': 'arcsec', '°': 'deg', UTC: '' }

function plainCell(cell: ReactNode): CellValue {
  return typeof cell === 'string' || typeof cell === 'number' ? cell : null
}

/** What a file has of a column. */
export function fileColumnsOf<Row>(column: TableColumn<Row>): readonly FileColumn<Row>[] {
  const { id, unit, file, isControl, sortBy, cell } = column
  if (isControl) return []
  if (file) return file
  const unitOfFile = unit === undefined ? '' : (unitsOfFiles[unit] ?? unit)
  return [{ name: id, ...(unitOfFile === '' ? {} : { unit: unitOfFile }), value: sortBy ?? ((row) => plainCell(cell(row))) }]
}

/** A position in files: two columns, in degrees. */
export function positionFile<Row>(
  placeOf: (row: Row) => { readonly raDeg: number; readonly decDeg: number } | null,
): readonly FileColumn<Row>[] {
  return [
    { name: 'ra', unit: 'deg', value: (row) => placeOf(row)?.raDeg ?? null },
    { name: 'dec', unit: 'deg', value: (row) => placeOf(row)?.decDeg ?? null },
  ]
}
