import { Text } from '@mantine/core'
import { memo, useMemo } from 'react'
import { ItemTable } from '../../parts/itemTable.tsx'
import { positionFile, type FileColumn, type TableColumn, type TableSort } from '../../parts/table/tableColumn.ts'
import type { TableExport } from '../../parts/table/tableExport.ts'
import type { TableSelection } from '../../parts/table/tableSelection.ts'
import { SourceLink } from '../../parts/sourceLink.tsx'
import { formatMeasure } from '../analyses/formatMeasure.ts'
import type { CandidateRow } from './candidateRows.ts'
import type { EtaVSubjectQuery } from './etaVSubject.ts'
import { useName } from './useNames.ts'

interface CandidatesListProps {
  readonly rows: readonly CandidateRow[]
  readonly subject: EtaVSubjectQuery
  readonly selection: TableSelection
  readonly sort: TableSort | undefined
  readonly onSort: (sort: TableSort) => void
  readonly onOpen: (index: number) => void
  readonly opened: ReadonlySet<string>
  readonly exports: TableExport<CandidateRow>
}

interface NameProps {
  readonly rows: readonly CandidateRow[]
  readonly row: CandidateRow
  readonly subject: EtaVSubjectQuery
}

function Name({ rows, row, subject }: NameProps) {
  const name = useName(rows, row, subject)
  return <SourceLink run={row.runId} version={row.version} id={row.id} name={name} />
}

function nameCell(rows: readonly CandidateRow[], subject: EtaVSubjectQuery) {
  return (row: CandidateRow) => <Name rows={rows} row={row} subject={subject} />
}

const sourceFile: readonly FileColumn<CandidateRow>[] = [
  { name: 'id', value: ({ id }) => id },
  { name: 'name', value: ({ found }) => found?.name ?? null },
  ...positionFile<CandidateRow>(({ found }) => found ?? null),
]

const measures: readonly TableColumn<CandidateRow>[] = [
  { id: 'eta', header: 'Eta', isNumber: true, cell: ({ eta }) => formatMeasure(eta), sortBy: ({ eta }) => eta },
  { id: 'v', header: 'V', isNumber: true, cell: ({ v }) => formatMeasure(v), sortBy: ({ v }) => v },
  { id: 'n_meas', header: 'Datapoints', isNumber: true, cell: ({ datapoints }) => datapoints, sortBy: ({ datapoints }) => datapoints },
  {
    id: 'run',
    header: 'Run',
    cell: ({ run, version }) => `${run} v${version}`,
    sortBy: ({ run, version }) => `${run} ${version}`,
    file: [
      { name: 'run', value: ({ run }) => run },
      { name: 'version', value: ({ version }) => version },
    ],
  },
]

/** The candidates as a table: what the plane shows, to be read, chosen and opened by keyboard. */
export const CandidatesList = memo(function CandidatesList(props: CandidatesListProps) {
  const { rows, subject, selection, sort, onSort, onOpen, opened, exports } = props
  const columns = useMemo(
    (): readonly TableColumn<CandidateRow>[] => [
      { id: 'name', header: 'Source', cell: nameCell(rows, subject), sortBy: ({ id }) => id, file: sourceFile },
      ...measures,
    ],
    [rows, subject],
  )
  if (rows.length === 0) {
    return (
      <Text c="dimmed" p="md" className="site-panel">
        No source is a candidate. Lower thresholds, or a higher rate, find more.
      </Text>
    )
  }
  return (
    <ItemTable
      name="candidates"
      exports={exports}
      label="All candidates"
      rows={rows}
      columns={columns}
      idOf={({ index }) => String(index)}
      nameOf={({ id }) => `source ${id}`}
      sort={sort ?? { column: 'eta', isDescending: true }}
      onSort={onSort}
      selection={selection}
      onOpen={({ index }) => onOpen(index)}
      highlighted={opened}
    />
  )
})
