import type { Readable } from 'node:stream'
import { failure, makeFault, type Result } from '../../fault/fault.ts'
import { exportGiven } from '../../store/explore/exportGiven.ts'
import type { ColumnData, ColumnSpec, ColumnType } from '../../store/tables/column.ts'
import type { GivenTable } from '../contract/tableFile.ts'
import type { Halley } from '../halley.ts'

type Column = GivenTable['columns'][number]
type Cell = GivenTable['rows'][number][number]

const jsTypes: Readonly<Record<Column['kind'], string>> = { number: 'number', text: 'string', flag: 'boolean', time: 'string' }

function isOfKind(cell: Cell, kind: Column['kind']): boolean {
  if (cell === null) return true
  return typeof cell === jsTypes[kind] && (kind !== 'time' || !Number.isNaN(Date.parse(String(cell))))
}

/** Numbers that all are whole stay so: ids are read as ids. */
function typeOf(kind: Column['kind'], cells: readonly Cell[]): ColumnType {
  if (kind === 'text') return 'string'
  if (kind === 'flag') return 'boolean'
  if (kind === 'time') return 'timestamp'
  const isWhole = cells.some((cell) => cell !== null) && cells.every((cell) => cell === null || Number.isSafeInteger(cell))
  return isWhole ? 'int64' : 'float64'
}

function dataOf(type: ColumnType, cells: readonly Cell[]): ColumnData {
  if (type === 'string') return cells.map((cell) => (cell === null ? null : String(cell)))
  if (type === 'boolean') return Uint8Array.from(cells, (cell) => (cell === null ? 255 : Number(cell)))
  if (type === 'timestamp') return Float64Array.from(cells, (cell) => (cell === null ? NaN : Date.parse(String(cell))))
  return Float64Array.from(cells, (cell) => (cell === null ? NaN : Number(cell)))
}

function rowFault({ columns, rows }: GivenTable) {
  const badRow = rows.findIndex(
    (row) => row.length !== columns.length || !row.every((cell, at) => isOfKind(cell, columns[at]?.kind ?? 'text')),
  )
  const row = rows[badRow]
  if (!row) return null
  const at = columns.findIndex(({ kind }, index) => !isOfKind(row[index] ?? null, kind))
  const column = columns[at]
  const message =
    row.length !== columns.length || !column
      ? `Row ${badRow + 1}: expected ${columns.length} values, found ${row.length}.`
      : `Row ${badRow + 1}, column ${column.name}: expected a ${column.kind} or null, found ${JSON.stringify(row[at])}.`
  return makeFault('input.rows', message, { hint: 'Send each row with one value for each column, in the order of the columns.' })
}

/** A table that is at hand as the bytes of a file, with its units and descriptions. @returns `input.rows`, `parquet.write` */
export async function writeTable(halley: Pick<Halley, 'scratch'>, given: GivenTable): Promise<Result<Readable>> {
  const fault = rowFault(given)
  if (fault) return failure(fault)
  const { name, columns, rows, format } = given
  const made = columns.map(({ kind, name: column, unit, description }, at) => {
    const cells = rows.map((row) => row[at] ?? null)
    const type = typeOf(kind, cells)
    const spec: ColumnSpec = { name: column, type, description, nullable: true, ...(unit === undefined ? {} : { unit }) }
    return { spec, data: dataOf(type, cells) }
  })
  return exportGiven({
    table: { name, description: '', columns: made.map(({ spec }) => spec) },
    columns: Object.fromEntries(made.map(({ spec, data }) => [spec.name, data])),
    format,
    scratch: halley.scratch,
  })
}
