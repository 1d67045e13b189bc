import { Link } from '@tanstack/react-router'
import type { SourcesPage } from '../../../app/contract/sources.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { sourceCell } from './sourceCell.ts'

type Row = SourcesPage['rows'][number]
type Column = SourcesPage['columns'][number]

/** What the table shows where nobody chose. */
const usualColumns: readonly string[] = 'name,run,position,n_meas,n_meas_forced,avg_flux_peak,max_snr,eta_peak,v_peak,new,n_rel'.split(',')

/** Where a source is looked at from: the query, for its neighbours. */
export interface FromQuery {
  readonly in?: string[] | undefined
  readonly project?: string | undefined
  readonly sample?: string | undefined
  readonly q?: string | undefined
  readonly sort?: string | undefined
}

interface Cells {
  readonly text: (row: Row, name: string) => string
  readonly number: (row: Row, name: string) => number
}

function cellsOf({ columns }: SourcesPage): Cells {
  const at = new Map(columns.map(({ name }, index) => [name, index]))
  const value = (row: Row, name: string) => row[at.get(name) ?? -1] ?? null
  return { text: (row, name) => String(value(row, name) ?? ''), number: (row, name) => Number(value(row, name)) }
}

interface SourceLinkProps {
  readonly run: string
  readonly id: string
  readonly name: string
  readonly search: FromQuery & { readonly version?: number }
}

function SourceLink({ run, id, name, search }: SourceLinkProps) {
  return (
    <Link to="/runs/$run/sources/$source" params={{ run, source: id }} search={search} className="site-mono">
      {name}
    </Link>
  )
}

function plainColumn({ name, kind, unit, description }: Column, index: number): TableColumn<Row> {
  return {
    id: name,
    header: name,
    description,
    ...(unit ? { unit } : {}),
    isNumber: kind === 'number',
    isExtra: !usualColumns.includes(name),
    sortBy: (row) => String(row[index]),
    cell: (row) => sourceCell(name, row[index] ?? null),
  }
}

/** The columns of the table of sources, and what tells its rows apart. The server sorts and writes them. */
export function tableColumns(page: SourcesPage, from: FromQuery) {
  const cells = cellsOf(page)
  const placeOf = (row: Row) => ({ run: cells.text(row, 'run'), id: cells.number(row, 'id') })
  const name: TableColumn<Row> = {
    id: 'name',
    header: 'name',
    sortBy: (row) => cells.text(row, 'name'),
    cell: (row) => <SourceLink run={cells.text(row, 'run')} id={cells.text(row, 'id')} name={cells.text(row, 'name')} search={from} />,
  }
  const position: TableColumn<Row> = {
    id: 'position',
    header: 'position',
    sortAs: 'wavg_ra',
    sortBy: (row) => cells.number(row, 'wavg_ra'),
    description: 'Weighted mean position of the detections.',
    cell: (row) => <Coordinates raDeg={cells.number(row, 'wavg_ra')} decDeg={cells.number(row, 'wavg_dec')} />,
  }
  const all = [position, name, ...page.columns.map(plainColumn).filter(({ id }) => id !== 'name')]
  const usual = usualColumns.flatMap((one) => all.find(({ id }) => id === one) ?? [])
  return {
    columns: [...usual, ...all.filter(({ isExtra }) => isExtra)],
    placeOf,
    idOf: (row: Row) => `${cells.text(row, 'run')} ${cells.text(row, 'id')}`,
    nameOf: (row: Row) => cells.text(row, 'name'),
  }
}
