import { Group } from '@mantine/core'
import type { AnalysisSummary } from '../../../app/contract/analysis.ts'
import { useHasOthers } from '../../api/useHasOthers.ts'
import { drawnColumns } from '../../parts/drawnColumns.tsx'
import { formatCount } from '../../parts/format.ts'
import { ItemLink } from '../../parts/itemLink.tsx'
import { ItemList } from '../../parts/itemList.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import type { ListSearch } from '../../parts/listSearch.ts'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { Origin } from '../samples/origin.tsx'
import { formatMeasure } from './formatMeasure.ts'

type Column = TableColumn<AnalysisSummary>

const first: readonly Column[] = [
  {
    id: 'name',
    header: 'Name',
    cell: ({ id, name, words }) => (
      <Group gap="sm" wrap="nowrap">
        <ItemLink kind="analysis" id={id} name={name} />
        {words === 'Deleting' && <StatusBadge words={words} />}
      </Group>
    ),
    sortBy: ({ name }) => name,
  },
  {
    id: 'of',
    header: 'Of',
    cell: ({ of, origin }) => (
      <>
        {of.kind === 'sample' && 'sample '}
        <Origin kind={of.kind} id={of.id} name={of.name} {...(of.kind === 'run' ? { version: of.version } : {})} {...origin} />
      </>
    ),
    sortBy: ({ of }) => `${of.name} ${of.kind === 'run' ? of.version : ''}`,
  },
  {
    id: 'candidates',
    header: 'Candidates',
    isNumber: true,
    cell: ({ counts }) => formatCount(counts.candidates),
    sortBy: ({ counts }) => counts.candidates,
  },
  { id: 'used', header: 'Of sources', isNumber: true, cell: ({ counts }) => formatCount(counts.used), sortBy: ({ counts }) => counts.used },
  { id: 'eta', header: 'Eta above', isNumber: true, cell: ({ eta }) => formatMeasure(eta.threshold), sortBy: ({ eta }) => eta.threshold },
  { id: 'v', header: 'V above', isNumber: true, cell: ({ v }) => formatMeasure(v.threshold), sortBy: ({ v }) => v.threshold },
]

interface AnalysesListProps {
  readonly analyses: readonly AnalysisSummary[]
  readonly search: ListSearch
  readonly onSearch: (search: ListSearch) => void
  /** Whether they are all of one project, which then is not said of each. */
  readonly isOfProject?: boolean
}

/** A list of analyses with what can be done to the selected. */
export function AnalysesList({ analyses, search, onSearch, isOfProject = false }: AnalysesListProps) {
  const hasOthers = useHasOthers()
  const columns = [...first, ...drawnColumns(isOfProject, hasOthers)]
  return (
    <ItemList
      kind="analysis"
      words="analyses"
      rows={analyses}
      columns={columns}
      textOf={({ name, description, of, project, owner }) => [name, description, of.name, project, owner].join(' ')}
      search={search}
      onSearch={onSearch}
    />
  )
}
