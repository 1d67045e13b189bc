import { Text } from '@mantine/core'
import type { Candidate } from '../../../app/contract/analysis.ts'
import { ItemTable, type TableColumn, type TableSort } from '../../parts/itemTable.tsx'
import { SourceLink } from '../../parts/sourceLink.tsx'
import { formatMeasure } from './formatMeasure.ts'

interface CandidatesTableProps {
  readonly candidates: readonly Candidate[]
  /** The run that they are in by its id; null where they are of several, or it cannot be seen. */
  readonly run: string | null
  readonly sort: TableSort | undefined
  readonly onSort: (sort: TableSort) => void
}

function sourceColumn(run: string | null): TableColumn<Candidate> {
  return {
    id: 'name',
    header: 'Source',
    cell: ({ version, id, name }) => <SourceLink run={run} version={version} id={id} name={name} />,
    sortBy: ({ name }) => name,
  }
}

const columns: readonly TableColumn<Candidate>[] = [
  { id: 'eta', header: 'Eta', isNumber: true, cell: ({ eta }) => formatMeasure(eta), sortBy: ({ eta }) => eta },
  { id: 'v', header: 'V', isNumber: true, cell: ({ v }) => formatMeasure(v), sortBy: ({ v }) => v },
  { id: 'run', header: 'Run', cell: ({ run, version }) => `${run} v${version}`, sortBy: ({ run, version }) => `${run} ${version}` },
  { id: 'id', header: 'Id', isNumber: true, cell: ({ id }) => id, sortBy: ({ id }) => id },
]

/** The sources above both thresholds: what the plot shows, to be read. */
export function CandidatesTable({ candidates, run, sort, onSort }: CandidatesTableProps) {
  if (candidates.length === 0) {
    return (
      <Text c="dimmed" p="md" className="site-panel">
        No source is above both thresholds. Lower ones find more: make another analysis with fewer sigma.
      </Text>
    )
  }
  return (
    <ItemTable
      label="Table of candidates"
      rows={candidates}
      columns={[sourceColumn(run), ...columns]}
      idOf={({ run, version, id }) => `${run} ${version} ${id}`}
      nameOf={({ name }) => name}
      sort={sort ?? { column: 'eta', isDescending: true }}
      onSort={onSort}
    />
  )
}
