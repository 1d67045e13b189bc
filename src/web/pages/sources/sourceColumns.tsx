import { Link } from '@tanstack/react-router'
import type { SourcesPage } from '../../../app/contract/sources.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import type { TableColumn } from '../../parts/itemTable.tsx'
import { sourceCell } from './sourceCell.ts'

type Row = SourcesPage['rows'][number]
type Column = SourcesPage['columns'][number]

/** What the table shows where nobody chose. */
export const usualColumns: readonly string[] =
  'name,run,position,n_meas,n_meas_forced,avg_flux_peak,max_snr,eta_peak,v_peak,new,n_rel'.split(',')

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
    sortBy: (row) => String(row[index]),
    cell: (row) => sourceCell(name, row[index] ?? null),
  }
}

/** The columns of the table of sources that are named, and what tells its rows apart. */
export function tableColumns(page: SourcesPage, names: readonly string[], from: FromQuery) {
  const cells = cellsOf(page)
  const placeOf = (row: Row) => ({ run: cells.text(row, 'run'), id: cells.number(row, 'id') })
  const special: Readonly<Record<string, TableColumn<Row>>> = {
    name: {
      id: 'name',
      header: 'name',
      sortBy: (row) => cells.text(row, 'name'),
      cell: (row) => <SourceLink run={cells.text(row, 'run')} id={cells.text(row, 'id')} name={cells.text(row, 'name')} search={from} />,
    },
    position: {
      // It is ordered by right ascension, unless that has a column of its own.
      ...(names.includes('wavg_ra') ? { id: 'position' } : { id: 'wavg_ra', sortBy: (row: Row) => cells.number(row, 'wavg_ra') }),
      header: 'position',
      cell: (row) => <Coordinates raDeg={cells.number(row, 'wavg_ra')} decDeg={cells.number(row, 'wavg_dec')} />,
    },
  }
  const columns = names.flatMap((name): TableColumn<Row>[] => {
    if (special[name]) return [special[name]]
    const index = page.columns.findIndex((column) => column.name === name)
    const column = page.columns[index]
    return column ? [plainColumn(column, index)] : []
  })
  return {
    columns,
    placeOf,
    idOf: (row: Row) => `${cells.text(row, 'run')} ${cells.text(row, 'id')}`,
    nameOf: (row: Row) => cells.text(row, 'name'),
  }
}
