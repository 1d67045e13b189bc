import { endingOfTable, type GivenTable, type TableFormat } from '../../../app/contract/tableFile.ts'
import { addressOf, faultOf } from '../../api/callApi.ts'
import { serverAway } from '../../api/apiFault.ts'
import { csvText } from '../csvText.ts'
import { takeAway } from '../takeAway.ts'
import { fileColumnsOf, type CellValue, type TableColumn } from './tableColumn.ts'

/** How the whole of a table becomes a file: the page has all its rows, or can ask for them, or the server sends them. */
export type TableExport<Row> =
  | {
      readonly by: 'page'
      /** Tables of science are VOTable, Parquet and Arrow too. */
      readonly isScience?: boolean
      /** What the files are called; without it, as the table. */
      readonly fileName?: string
      /** All rows, where the table has only some of them. */
      readonly all?: () => Promise<readonly Row[]>
    }
  | {
      readonly by: 'server'
      readonly addressOf: (format: TableFormat) => string
    }

interface Written {
  readonly columns: GivenTable['columns']
  readonly rows: readonly (readonly CellValue[])[]
}

function kindOf(cells: readonly CellValue[]): GivenTable['columns'][number]['kind'] {
  const known = cells.filter((cell) => cell !== null)
  if (known.length > 0 && known.every((cell) => typeof cell === 'number')) return 'number'
  if (known.length > 0 && known.every((cell) => typeof cell === 'boolean')) return 'flag'
  const isTime = known.length > 0 && known.every((cell) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(String(cell)))
  return isTime ? 'time' : 'text'
}

/** Names that differ in more than capitals, as tables have to have them. */
function distinct(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const count = (seen.get(name.toLowerCase()) ?? 0) + 1
    seen.set(name.toLowerCase(), count)
    return count === 1 ? name : `${name}_${count}`
  })
}

/** Every column of a table, those that are not shown too, with the values of all rows. */
export function writtenTable<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): Written {
  const written = columns.flatMap((column) =>
    fileColumnsOf(column).map(({ name, unit, value }) => {
      const cells = rows.map((row) => value(row))
      const kind = kindOf(cells)
      const about = { name, kind, description: column.description ?? column.header, ...(unit ? { unit } : {}) }
      return { about, cells: kind === 'text' ? cells.map((cell) => (cell === null ? null : String(cell))) : cells }
    }),
  )
  const names = distinct(written.map(({ about }) => about.name))
  return {
    columns: written.map(({ about }, at) => ({ ...about, name: names[at] ?? about.name })),
    rows: rows.map((_, row) => written.map(({ cells }) => cells[row] ?? null)),
  }
}

async function fileOf(table: GivenTable): Promise<Blob> {
  const response = await fetch(addressOf('writeTable', {}), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(table),
  }).catch(() => {
    throw serverAway()
  })
  if (!response.ok) throw await faultOf(response)
  return response.blob()
}

/**
 * Downloads a table whose rows the page has: CSV is written here, other formats by the server.
 *
 * @throws ApiFault where the server refuses or is away
 */
export async function downloadTable(name: string, { columns, rows }: Written, format: TableFormat): Promise<void> {
  const names = columns.map((column) => column.name)
  const blob = format === 'csv' ? new Blob([csvText(names, rows)], { type: 'text/csv' }) : await fileOf({ name, columns, rows, format })
  takeAway(blob, `${name}.${endingOfTable[format]}`)
}
