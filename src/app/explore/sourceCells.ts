import { sourcesTable } from '../../store/tables/sources.ts'
import type { SourcesPage } from '../contract/sources.ts'

type Column = SourcesPage['columns'][number]
type Cell = SourcesPage['rows'][number][number]

interface Spec {
  readonly name: string
  readonly type: string
  readonly unit?: string
  readonly description: string
}

function kindOf(type: string): Column['kind'] {
  if (type === 'string') return 'text'
  return type === 'boolean' ? 'flag' : 'number'
}

function columnOf({ name, type, unit, description }: Spec): Column {
  return { name, kind: kindOf(type), unit: unit ?? null, description }
}

const origin: readonly Spec[] = [
  { name: 'run', type: 'string', description: 'Run that the source is of.' },
  { name: 'version', type: 'int32', description: 'Version of the run.' },
]

/** The columns of a source as pages show them: those of its table. */
export const sourceColumns: readonly Column[] = (sourcesTable.columns as readonly Spec[]).map(columnOf)

/** The same, after the run and the version that each source is of. */
export const originColumns: readonly Column[] = [...origin.map(columnOf), ...sourceColumns]

function cellOf(value: unknown): Cell {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : null
}

/** The values of a row in the order of some columns. */
export function cellsOf(row: Readonly<Record<string, unknown>>, columns: readonly Column[]): Cell[] {
  return columns.map(({ name }) => cellOf(row[name]))
}
