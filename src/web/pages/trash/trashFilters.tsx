import { Group, Select } from '@mantine/core'
import { useApi } from '../../api/useApi.ts'
import { SearchField } from '../../parts/searchField.tsx'
import { everybody, trashKinds, type TrashKind, type TrashSearch } from './trashSearch.ts'

interface TrashFiltersProps {
  readonly search: TrashSearch
  readonly onSearch: (search: TrashSearch) => void
}

const kindWords: Readonly<Record<TrashKind, string>> = {
  project: 'Projects',
  run: 'Runs',
  sample: 'Samples',
  analysis: 'Analyses',
  versions: 'Versions',
}

/** For administrators: whose Trash it is. */
function Whose({ search, onSearch }: TrashFiltersProps) {
  const { data: session } = useApi('showSession', {})
  const isAsked = session?.user.isAdministrator === true && session.mode === 'server'
  const { data } = useApi('listTrash', { query: { scope: 'all' } }, { enabled: isAsked })
  if (!isAsked) return null
  const owners = new Set(data?.entries.filter(({ isMine }) => !isMine).map(({ owner }) => owner))
  if (search.owner !== undefined && search.owner !== everybody) owners.add(search.owner)
  const options = [
    { value: '', label: 'My Trash' },
    { value: everybody, label: "Everybody's Trash" },
    ...[...owners].toSorted().map((owner) => ({ value: owner, label: `Trash of ${owner}` })),
  ]
  return (
    <Select
      aria-label="Whose Trash"
      data={options}
      value={search.owner ?? ''}
      onChange={(owner) => onSearch({ ...search, owner: owner || undefined })}
      allowDeselect={false}
      w={200}
    />
  )
}

/** What of the trash is listed: by name, by kind, and for administrators by owner. */
export function TrashFilters({ search, onSearch }: TrashFiltersProps) {
  return (
    <Group gap="md" mb="sm">
      <SearchField label="Search Trash" value={search.q ?? ''} onChange={(q) => onSearch({ ...search, q: q || undefined })} />
      <Select
        aria-label="Kind"
        placeholder="Of any kind"
        data={trashKinds.map((kind) => ({ value: kind, label: kindWords[kind] }))}
        value={search.kind ?? null}
        onChange={(value) => onSearch({ ...search, kind: trashKinds.find((kind) => kind === value) })}
        clearable
        w={160}
      />
      <Whose search={search} onSearch={onSearch} />
    </Group>
  )
}
