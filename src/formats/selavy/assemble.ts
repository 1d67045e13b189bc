import { refuse } from '../../fault/fault.ts'
import type { CatalogueCells } from './cells.ts'
import { type FlagColumn, type FlagKey, type NumberColumn, type NumberKey, selavyColumns, type TextKey } from './columns.ts'
import type { SelavyComponents } from './selavyComponents.ts'
import { unitFactor } from './units.ts'

const unknownFlag = 255
const notANumber = /^(|[+-]?(nan|inf|infinity)|--|null)$/i
const flagTexts: ReadonlyMap<string, number> = new Map([
  ['0', 0],
  ['1', 1],
  ['f', 0],
  ['t', 1],
  ['false', 0],
  ['true', 1],
])

/** Reads all cells as the texts, numbers and flags they stand for, in Halley's units. */
export function assembleComponents(cells: CatalogueCells): SelavyComponents {
  const texts: Partial<Record<TextKey, string[]>> = {}
  const numbers: Partial<Record<NumberKey, Float64Array>> = {}
  const flags: Partial<Record<FlagKey, Uint8Array>> = {}
  for (const [index, column] of selavyColumns.entries()) {
    if (column.kind === 'text') texts[column.key] = textColumn(cells, index)
    else if (column.kind === 'number') numbers[column.key] = numberColumn(cells, index, column)
    else flags[column.key] = flagColumn(cells, index, column)
  }
  const components = {
    count: cells.rowCount,
    ...(texts as Record<TextKey, string[]>),
    ...(numbers as Record<NumberKey, Float64Array>),
    ...(flags as Record<FlagKey, Uint8Array>),
  }
  checkIdentifiers(cells, components.componentId)
  checkPositions(cells, components.raDeg, components.decDeg)
  return components
}

function textColumn(cells: CatalogueCells, column: number): string[] {
  return Array.from({ length: cells.rowCount }, (_, row) => cells.text(row, column))
}

function numberColumn(cells: CatalogueCells, index: number, column: NumberColumn): Float64Array {
  const values = new Float64Array(cells.rowCount)
  const factor = unitFactor(cells.file, column.name, column.quantity, cells.units[index] ?? '')
  for (let row = 0; row < values.length; row += 1) {
    const value = cells.number(row, index)
    if (!Number.isFinite(value)) checkUnknown(cells, row, index, column)
    values[row] = factor === 1 ? value : value * factor
  }
  return values
}

function checkUnknown(cells: CatalogueCells, row: number, index: number, column: NumberColumn): void {
  const text = cells.text(row, index)
  const isUnknown = notANumber.test(text)
  if (isUnknown && column.mayBeUnknown) return
  refuseCell(cells, row, column.name, isUnknown ? 'a finite number' : 'a number', text)
}

function flagColumn(cells: CatalogueCells, index: number, column: FlagColumn): Uint8Array {
  const values = new Uint8Array(cells.rowCount)
  for (let row = 0; row < values.length; row += 1) {
    const number = cells.number(row, index)
    if (number === 0 || number === 1) values[row] = number
    else values[row] = flagFromText(cells, row, index, column)
  }
  return values
}

function flagFromText(cells: CatalogueCells, row: number, index: number, column: FlagColumn): number {
  const text = cells.text(row, index)
  const value = flagTexts.get(text.toLowerCase())
  if (value !== undefined) return value
  if (column.mayBeUnknown && notANumber.test(text)) return unknownFlag
  return refuseCell(cells, row, column.name, '0 or 1', text)
}

function checkIdentifiers(cells: CatalogueCells, componentId: readonly string[]): void {
  const rowOf = new Map<string, number>()
  for (const [row, id] of componentId.entries()) {
    if (id === '') refuseCell(cells, row, 'component_id', 'an identifier', id)
    const first = rowOf.get(id)
    if (first !== undefined) refuseDuplicate(cells, id, cells.line(first), cells.line(row))
    rowOf.set(id, row)
  }
}

function refuseDuplicate(cells: CatalogueCells, id: string, firstLine: number, line: number): never {
  const message = `${cells.file}: expected each component_id once, found "${id}" on line ${firstLine} and on line ${line}.`
  refuse('selavy.duplicate-component', message, {
    hint: 'Remove the repeated row, or give it an identifier of its own.',
    data: { file: cells.file, column: 'component_id', found: id, lines: [firstLine, line] },
  })
}

function checkPositions(cells: CatalogueCells, raDeg: Float64Array, decDeg: Float64Array): void {
  for (let row = 0; row < cells.rowCount; row += 1) {
    const ra = raDeg[row]
    const dec = decDeg[row]
    if (!(ra >= -180 && ra <= 360)) refuseCell(cells, row, 'ra_deg_cont', 'a right ascension from 0 to 360 deg', `${ra} deg`)
    if (!(dec >= -90 && dec <= 90)) refuseCell(cells, row, 'dec_deg_cont', 'a declination from -90 to 90 deg', `${dec} deg`)
    if (ra < 0) raDeg[row] = (ra + 360) % 360
    else if (ra === 360) raDeg[row] = 0
  }
}

function refuseCell(cells: CatalogueCells, row: number, column: string, expected: string, found: string): never {
  const line = cells.line(row)
  const shown = found === '' ? 'nothing' : `"${found.slice(0, 60)}"`
  refuse('selavy.value', `${cells.file}, line ${line}, column ${column}: expected ${expected}, found ${shown}.`, {
    hint: 'Correct the value or remove the row; a catalogue that was cut off or edited by hand is best copied again.',
    data: { file: cells.file, line, column, expected, found },
  })
}
