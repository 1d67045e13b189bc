import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { SourcesPage } from '../../../app/contract/sources.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import { tableColumns, type FromQuery } from './sourceColumns.tsx'
import type { SourcesSearch } from './sourcesSearch.ts'

type Row = SourcesPage['rows'][number]

interface SourcesTableProps {
  readonly page: SourcesPage
  readonly rows: readonly Row[]
  readonly names: readonly string[]
  readonly search: SourcesSearch
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly onSort: (sort: string) => void
  readonly onEnd: () => void
}

/** The sources that were found: more come as the end comes into sight. */
export function SourcesTable({ page, rows, names, search, selected, onSelect, onSort, onEnd }: SourcesTableProps) {
  const { run, project, sample, q, sort } = search
  const navigate = useNavigate()
  const from: FromQuery = useMemo(() => ({ in: run, project, sample, q, sort }), [run, project, sample, q, sort])
  const table = useMemo(() => tableColumns(page, names, from), [page, names, from])
  const open = (row: Row) => {
    const place = table.placeOf(row)
    void navigate({ to: '/runs/$run/sources/$source', params: { run: place.run, source: String(place.id) }, search: from })
  }
  return (
    <ItemTable
      label="Sources"
      rows={rows}
      columns={table.columns}
      idOf={table.idOf}
      nameOf={table.nameOf}
      isSorted
      onEnd={onEnd}
      onOpen={open}
      sort={readSort(sort)}
      onSort={(next) => onSort(sortText(next))}
      selection={{ ids: selected, onChange: onSelect }}
    />
  )
}
