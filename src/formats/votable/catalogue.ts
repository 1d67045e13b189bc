import type { CatalogueTable, CatalogueValues } from '../catalogueTable.ts'
import type { VoField, VoTable } from './table.ts'

const numeric = new Set(['double', 'float', 'int', 'short', 'unsignedByte'])

type Cells = readonly (string | null)[]

function isScalar({ arraysize }: VoField): boolean {
  return arraysize === '' || arraysize === '1'
}

function numbersOf(cells: Cells): CatalogueValues {
  return { kind: 'number', of: Float64Array.from(cells, (cell) => (cell === null || cell.trim() === '' ? Number.NaN : Number(cell))) }
}

function flagOf(cell: string | null): number {
  const letter = cell?.trim().charAt(0).toLowerCase() ?? ''
  if (letter === 't' || letter === '1') return 1
  return letter === 'f' || letter === '0' ? 0 : 255
}

function valuesOf(field: VoField, cells: Cells): CatalogueValues {
  if (isScalar(field) && numeric.has(field.datatype)) return numbersOf(cells)
  if (isScalar(field) && field.datatype === 'boolean') return { kind: 'flag', of: Uint8Array.from(cells, flagOf) }
  // A long may have more digits than a double holds: it stays the text that it is.
  return { kind: 'text', of: cells.map((cell) => (cell === null || cell === '' ? null : cell.trim())) }
}

/** The table of a VOTable as a catalogue: scalars as numbers and flags, everything else as the text that it is. */
export function catalogueOfVoTable({ fields, columns, rowCount }: VoTable): CatalogueTable {
  return {
    rowCount,
    columns: fields.map((field, index) => ({
      name: field.name || field.id || `column_${index + 1}`,
      unit: field.unit,
      ucd: field.ucd,
      description: '',
      values: valuesOf(field, columns[index] ?? []),
    })),
  }
}
