import { Button, Code, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { RunList } from '../../../app/contract/runRow.ts'
import { callApi } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { formatCount } from '../../parts/format.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import { RunsBulkBar } from './runsBulkBar.tsx'
import { addressOfRun, runsColumns } from './runsColumns.tsx'
import { RunsFilters } from './runsFilters.tsx'
import { isFiltered, type RunsSearch } from './runsSearch.ts'

const route = getRouteApi('/framed/runs')

/** As many as the server lists. */
const mostRuns = 10_000

function NewRunButton() {
  return (
    <Button component={Link} to="/runs/new" leftSection={<IconPlus size={16} aria-hidden="true" />}>
      New run
    </Button>
  )
}

function NoRuns() {
  return (
    <EmptyState title="No runs yet" action={<NewRunButton />}>
      <Text>
        A run is a named configuration over a list of images. Processing it makes a version: the light curve of every source in them. Add
        images later, and each source keeps its number.
      </Text>
      <Text mt="sm">
        To see one first: <Code>./halley demo</Code> simulates a small survey and processes it, in a store of its own.
      </Text>
    </EmptyState>
  )
}

function NothingFits({ all, onClear }: { readonly all: number; readonly onClear: () => void }) {
  return (
    <EmptyState
      title="No run fits"
      action={
        <Button variant="default" onClick={onClear}>
          Show all {formatCount(all)}
        </Button>
      }
    >
      None of {formatCount(all)} runs passes the search and the filters.{' '}
      <Link to="/trash" search={{ kind: 'run' }}>
        Look in Trash
      </Link>{' '}
      for what was moved there.
    </EmptyState>
  )
}

async function allRuns({ q, status, project, owner }: RunsSearch): Promise<RunList['runs']> {
  return (await callApi('listRuns', { query: { q, status, project, owner, limit: mostRuns } })).runs
}

interface RunsTableProps {
  readonly list: RunList
  readonly search: RunsSearch
  readonly onChange: (change: Partial<RunsSearch>) => void
}

function RunsTable({ list: { runs, total, all }, search, onChange }: RunsTableProps) {
  const asked = useMemo(() => search.columns?.split(','), [search.columns])
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const navigate = route.useNavigate()
  const selected = runs.filter(({ id }) => ids.has(id))
  const clear = () => setIds(new Set())
  if (runs.length === 0)
    return <NothingFits all={all} onClear={() => onChange({ q: undefined, status: undefined, project: undefined, owner: undefined })} />
  const isCut = total > runs.length
  return (
    <>
      <ItemTable
        label="Runs"
        rows={runs}
        name="runs"
        columns={runsColumns}
        exports={{ by: 'page', ...(isCut ? { all: () => allRuns(search) } : {}) }}
        lead={<RunsBulkBar selected={selected} onClear={clear} />}
        asked={asked}
        onChoose={() => onChange({ columns: undefined })}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        sort={readSort(search.sort)}
        onSort={(sort) => onChange({ sort: sortText(sort) })}
        selection={{ ids, onChange: setIds }}
        onOpen={(run) => void navigate({ to: '/runs/$run', params: { run: addressOfRun(run) } })}
      />
      <Text size="xs" c="dimmed" mt="sm" role="status">
        {isCut
          ? `The ${formatCount(runs.length)} runs that changed last of ${formatCount(total)}; search to find others.`
          : `${total === all ? '' : `${formatCount(total)} of `}${formatCount(all)} ${all === 1 ? 'run' : 'runs'}.`}
      </Text>
    </>
  )
}

/** All runs that the user may see. */
export function RunsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { q, status, project, owner } = search
  const query = useApi('listRuns', { query: { q, status, project, owner } })
  const change = (next: Partial<RunsSearch>) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true })
  return (
    <Page
      title="Runs"
      actions={
        <>
          <Button
            renderRoot={(props) => <Link to="/trash" search={{ kind: 'run' }} {...props} />}
            variant="default"
            leftSection={<IconTrash size={16} aria-hidden="true" />}
          >
            View Trash
          </Button>
          <NewRunButton />
        </>
      }
    >
      <Loaded query={query}>
        {(list) =>
          list.all === 0 && !isFiltered(search) ? (
            <NoRuns />
          ) : (
            <>
              <RunsFilters search={search} onChange={change} projects={list.projects} />
              <RunsTable list={list} search={search} onChange={change} />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
