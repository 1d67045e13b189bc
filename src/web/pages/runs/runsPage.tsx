import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { RunStatus } from '../../../app/contract/runStatus.ts'
import { useApi } from '../../api/useApi.ts'
import { formatCount } from '../../parts/format.ts'
import { ItemTable, type TableColumn } from '../../parts/itemTable.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { When } from '../../parts/when.tsx'

const route = getRouteApi('/framed/runs')

const columns: readonly TableColumn<RunStatus>[] = [
  { id: 'name', header: 'Name', cell: ({ name }) => name, sortBy: ({ name }) => name },
  { id: 'status', header: 'Status', cell: ({ words }) => <StatusBadge words={words} />, sortBy: ({ words }) => words },
  { id: 'project', header: 'Project', cell: ({ project }) => project, sortBy: ({ project }) => project },
  {
    id: 'sources',
    header: 'Sources',
    isNumber: true,
    cell: ({ counts }) => (counts ? formatCount(counts.sources) : ''),
    sortBy: ({ counts }) => counts?.sources ?? null,
  },
  { id: 'updated', header: 'Changed', cell: ({ updatedUtc }) => <When iso={updatedUtc} />, sortBy: ({ updatedUtc }) => updatedUtc },
]

/** All runs that the user may see. */
export function RunsPage() {
  const { sort } = route.useSearch()
  const navigate = route.useNavigate()
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const query = useApi('listRuns', {})
  return (
    <Page title="Runs">
      <Loaded query={query}>
        {({ runs }) => (
          <ItemTable
            label="Runs"
            rows={runs}
            columns={columns}
            idOf={({ id }) => id}
            nameOf={({ name }) => name}
            sort={readSort(sort)}
            onSort={(next) => void navigate({ search: (now) => ({ ...now, sort: sortText(next) }) })}
            selection={{ ids, onChange: setIds }}
          />
        )}
      </Loaded>
    </Page>
  )
}
