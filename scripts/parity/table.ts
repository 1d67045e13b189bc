import { readFileSync } from 'node:fs'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

export type Cell = number | string | boolean | null
export type Row = Readonly<Record<string, Cell>>

function cellOfText(text: string): Cell {
  if (text === '') return null
  if (text === 'True' || text === 'False') return text === 'True'
  const number = Number(text)
  return Number.isNaN(number) ? text : number
}

/** Reads one of the expected tables: plain CSV without quotes. Dates stay text, empty cells are null. */
export function readCsv(path: string): Row[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((text, column) => [names[column] ?? '', cellOfText(text)])))
}

function cellOfParquet(value: unknown): Cell {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'number') return Number.isNaN(value) ? null : value
  if (typeof value === 'string' || typeof value === 'boolean') return value
  return null
}

/** Reads a table that Halley wrote, with a Parquet reader that shares no code with Halley. */
export async function readParquet(path: string): Promise<Row[]> {
  const bytes = readFileSync(path)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const rows = await parquetReadObjects({ file, compressors })
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOfParquet(value)])))
}
