import type { VoTable } from '../votable/table.ts'
import { type CatalogueCells, locateColumns } from './cells.ts'
import { parseDecimalString } from './decimal.ts'

/** The cells of a catalogue that came as a VOTable: columns found by name, or by ID where a field has no name. */
export function votableCells(file: string, table: VoTable): CatalogueCells {
  const names = table.fields.map((field) => field.name || field.id)
  const take = locateColumns(file, table.line, names)
  const rows = filledRows(table)
  const cell = (row: number, column: number) => table.columns[take[column]][rows[row]]?.trim() ?? ''
  return {
    file,
    rowCount: rows.length,
    units: Array.from(take, (column) => table.fields[column].unit),
    line: (row) => table.rowLines[rows[row]],
    text: (row, column) => copied(cell(row, column)),
    number: (row, column) => parseDecimalString(cell(row, column)),
  }
}

function filledRows(table: VoTable): number[] {
  const rows: number[] = []
  for (let row = 0; row < table.rowCount; row += 1) {
    if (table.columns.some((column) => column[row] !== null && column[row]!.trim() !== '')) rows.push(row)
  }
  return rows
}

/** A string of its own: what an XML parser hands out may be a view that keeps the whole document alive. */
function copied(text: string): string {
  return Buffer.from(text).toString()
}
