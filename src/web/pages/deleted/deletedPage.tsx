import { Group, Select, Text } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Tombstone } from '../../../app/contract/trash.ts'
import { callApi } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { CutText } from '../../parts/cutText.tsx'
import { EmptyState } from '../../parts/emptyState.tsx'
import { formatCount } from '../../parts/format.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { SearchField } from '../../parts/searchField.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import { When } from '../../parts/when.tsx'
import { deletedBy } from '../../words/destruction.ts'
import { countsWords } from './countsWords.ts'
import { deletedKinds } from './deletedSearch.ts'

/** As many as the server lists. */
const mostListed = 20_000

const route = getRouteApi('/framed/deleted')

const columns: readonly TableColumn<Tombstone>[] = [
  { id: 'kind', header: 'Kind', cell: ({ kind }) => kind, sortBy: ({ kind }) => kind },
  {
    id: 'name',
    header: 'Name',
    cell: ({ id, name }) => (
      <Link to="/deleted/$id" params={{ id }}>
        <CutText text={name} />
      </Link>
    ),
    sortBy: ({ name }) => name,
  },
  {
    id: 'project',
    header: 'Project',
    cell: ({ projectName }) => <CutText text={projectName ?? ''} />,
    sortBy: ({ projectName }) => projectName,
  },
  { id: 'owner', header: 'Owner', cell: ({ owner }) => owner, sortBy: ({ owner }) => owner },
  { id: 'by', header: 'Deleted by', cell: ({ by }) => deletedBy(by), sortBy: ({ by }) => by },
  { id: 'at', header: 'When', cell: ({ atUtc }) => <When iso={atUtc} />, sortBy: ({ atUtc }) => atUtc },
  { id: 'counts', header: 'It had', cell: ({ counts }) => countsWords(counts) },
  { id: 'reason', header: 'Why', cell: ({ reason }) => <CutText text={reason} />, sortBy: ({ reason }) => reason },
]

function Nothing({ isSearched }: { readonly isSearched: boolean }) {
  if (isSearched) {
    return (
      <Text c="dimmed" p="md" className="site-panel">
        Nothing that was deleted is like that.
      </Text>
    )
  }
  return (
    <EmptyState title="Nothing was deleted permanently">
      Of what is deleted permanently its name, its owner, who deleted it, when and why, its counts and its configuration are kept here. What
      is in <Link to="/trash">Trash</Link> can still be restored.
    </EmptyState>
  )
}

/** What was deleted permanently: what is left of it. */
export function DeletedPage() {
  const search = route.useSearch()
  const changeSearch = route.useNavigate()
  const navigate = useNavigate()
  const { q, kind, sort } = search
  const filter = { ...(q ? { q } : {}), ...(kind ? { kind } : {}) }
  const query = useApi('listDeleted', { query: filter })
  const onSearch = (next: Partial<typeof search>) => void changeSearch({ search: { ...search, ...next }, replace: true })
  return (
    <Page title="Deleted" crumbs={[{ words: 'Trash', to: '/trash' }]}>
      <Group gap="md" mb="sm">
        <SearchField label="Search what was deleted" value={q ?? ''} onChange={(text) => onSearch({ q: text || undefined })} />
        <Select
          aria-label="Kind"
          placeholder="Of any kind"
          data={[...deletedKinds]}
          value={kind ?? null}
          onChange={(value) => onSearch({ kind: deletedKinds.find((each) => each === value) })}
          clearable
          w={160}
        />
        <Text c="dimmed" role="status">
          {query.data && query.data.total > query.data.deleted.length
            ? `The newest ${formatCount(query.data.deleted.length)} of ${formatCount(query.data.total)}: search for others`
            : ''}
        </Text>
      </Group>
      <Loaded query={query}>
        {({ deleted }) =>
          deleted.length === 0 ? (
            <Nothing isSearched={Boolean(q ?? kind)} />
          ) : (
            <ItemTable
              name="deleted"
              exports={{
                by: 'page',
                all: async () => (await callApi('listDeleted', { query: { ...filter, limit: mostListed } })).deleted,
              }}
              label="Deleted"
              rows={deleted}
              columns={columns}
              idOf={({ id }) => id}
              nameOf={({ name }) => name}
              sort={readSort(sort)}
              onSort={(next) => onSearch({ sort: sortText(next) })}
              onOpen={({ id }) => void navigate({ to: '/deleted/$id', params: { id } })}
            />
          )
        }
      </Loaded>
    </Page>
  )
}
