import { Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import type { SourcesPage } from '../../../app/contract/sources.ts'
import { addressOf } from '../../api/callApi.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { ItemTable } from '../../parts/itemTable.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import { RegionItems } from './query/regionItems.tsx'
import { tableColumns, type FromQuery } from './sourceColumns.tsx'
import type { SourcesSearch } from './sourcesSearch.ts'

type Row = SourcesPage['rows'][number]

interface SourcesTableProps {
  readonly page: SourcesPage
  readonly rows: readonly Row[]
  /** How many there are. */
  readonly words: string
  /** What can be done with all of them, or with those that are selected. */
  readonly actions: ReactNode
  readonly search: SourcesSearch
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly onSort: (sort: string) => void
  /** Called when columns are chosen: the address asks for none any more. */
  readonly onChoose: () => void
  readonly onEnd: () => void
}

/** The sources that were found: more come as the end comes into sight. */
export function SourcesTable(props: SourcesTableProps) {
  const { page, rows, words, actions, search, selected, onSelect, onSort, onChoose, onEnd } = props
  const { run, project, sample, q, sort, columns } = search
  const navigate = useNavigate()
  const from: FromQuery = useMemo(() => ({ in: run, project, sample, q, sort }), [run, project, sample, q, sort])
  const table = useMemo(() => tableColumns(page, from), [page, from])
  const asked = useMemo(() => columns?.split(','), [columns])
  const ground = { ...(run ? { run } : {}), ...(project ? { project } : {}), ...(sample ? { sample } : {}), q: q ?? '' }
  const open = (row: Row) => {
    const place = table.placeOf(row)
    void navigate({ to: '/runs/$run/sources/$source', params: { run: place.run, source: String(place.id) }, search: from })
  }
  return (
    <ItemTable
      name="sources"
      label="Sources"
      lead={
        <Text aria-live="polite" mih={20}>
          {words}
        </Text>
      }
      actions={actions}
      exports={{ by: 'server', addressOf: (format) => addressOf('exportSources', { query: { ...ground, format } }) }}
      exportsMore={<RegionItems ground={ground} />}
      asked={asked}
      onChoose={onChoose}
      empty={
        <EmptyState title={q ? 'No source is like that' : 'There are no sources yet'}>
          {q ? 'Widen a range of the query, or take a part of it away.' : 'Sources appear here when a run has been processed.'}
        </EmptyState>
      }
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
