import { Button, Group } from '@mantine/core'
import { Fragment } from 'react'
import type { SampleSummary } from '../../../app/contract/sample.ts'
import { useHasOthers } from '../../api/useHasOthers.ts'
import { useCombineSamples } from '../../dialogs/useCombineSamples.tsx'
import { CutText } from '../../parts/cutText.tsx'
import { drawnColumns } from '../../parts/drawnColumns.tsx'
import { formatBytes, formatCount } from '../../parts/format.ts'
import { ItemLink } from '../../parts/itemLink.tsx'
import { ItemList } from '../../parts/itemList.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import type { ListSearch } from '../../parts/listSearch.ts'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { Origin } from './origin.tsx'

type Column = TableColumn<SampleSummary>

const name: Column = {
  id: 'name',
  header: 'Name',
  cell: ({ id, name, words }) => (
    <Group gap="sm" wrap="nowrap">
      <ItemLink kind="sample" id={id} name={name} />
      {words === 'Deleting' && <StatusBadge words={words} />}
    </Group>
  ),
  sortBy: ({ name }) => name,
}

const from: Column = {
  id: 'from',
  header: 'From',
  cell: ({ origins }) =>
    origins.map(({ runId, run, version, head, hasChanged, ...state }, index) => (
      <Fragment key={`${runId} ${version}`}>
        {index > 0 && ', '}
        <Origin
          kind="run"
          id={runId}
          name={run}
          version={version}
          {...state}
          remark={hasChanged ? `it shows v${head} now` : state.remark}
        />
      </Fragment>
    )),
  sortBy: ({ origins }) => origins.map(({ run, version }) => `${run} ${version}`).join(', '),
}

const predecessor: Column = {
  id: 'predecessor',
  header: 'Drawn again from',
  cell: ({ predecessor: before }) =>
    before && (before.name === null ? 'a sample that you cannot see' : <ItemLink kind="sample" id={before.id} name={before.name} />),
  sortBy: ({ predecessor: before }) => before?.name ?? null,
}

const first: readonly Column[] = [
  name,
  { id: 'query', header: 'Query', cell: ({ query }) => <CutText text={query} isCode />, sortBy: ({ query }) => query },
  from,
]

const numbers: readonly Column[] = [
  {
    id: 'sources',
    header: 'Sources',
    isNumber: true,
    cell: ({ counts }) => formatCount(counts.sources),
    sortBy: ({ counts }) => counts.sources,
  },
  {
    id: 'measurements',
    header: 'Measurements',
    isNumber: true,
    cell: ({ counts }) => formatCount(counts.measurements),
    sortBy: ({ counts }) => counts.measurements,
  },
  { id: 'size', header: 'Size', isNumber: true, cell: ({ bytes }) => formatBytes(bytes), sortBy: ({ bytes }) => bytes },
]

interface SamplesListProps {
  readonly samples: readonly SampleSummary[]
  readonly search: ListSearch
  readonly onSearch: (search: ListSearch) => void
  /** Whether they are all of one project, which then is not said of each. */
  readonly isOfProject?: boolean
}

/** A list of samples with what can be done to the selected. */
export function SamplesList({ samples, search, onSearch, isOfProject = false }: SamplesListProps) {
  const hasOthers = useHasOthers()
  const combine = useCombineSamples()
  const again = samples.some(({ predecessor: before }) => before !== null) ? [predecessor] : []
  const columns = [...first, ...numbers, ...again, ...drawnColumns(isOfProject, hasOthers)]
  return (
    <ItemList
      kind="sample"
      words="samples"
      rows={samples}
      columns={columns}
      textOf={({ name, query, description, project, owner, origins }) =>
        [name, query, description, project, owner, ...origins.map(({ run }) => run)].join(' ')
      }
      search={search}
      onSearch={onSearch}
      renderActions={(selected, onDone) => (
        <Button variant="default" disabled={selected.length < 2} onClick={() => combine(selected, onDone)}>
          Combine
        </Button>
      )}
    />
  )
}
