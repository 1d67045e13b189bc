import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Storage, VersionUsage } from '../../../app/contract/administration.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { formatBytes } from '../../parts/format.ts'
import { addressOfItem } from '../../parts/itemAddress.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn, TableSort } from '../../parts/table/tableColumn.ts'
import { StatusBadge } from '../../parts/statusBadge.tsx'

type Item = Storage['items'][number]

interface StorageProps {
  readonly items: readonly Item[]
}

interface Bytes {
  readonly ownBytes: number
  readonly freesBytes: number
}

interface SizedTableProps<Row extends Bytes> {
  readonly name: string
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly TableColumn<Row>[]
  readonly idOf: (row: Row) => string
  readonly nameOf: (row: Row) => string
}

/** A table that ends with what its rows take and would free, largest first. */
function SizedTable<Row extends Bytes>({ name, label, rows, columns, idOf, nameOf }: SizedTableProps<Row>) {
  const [sort, setSort] = useState<TableSort>({ column: 'frees', isDescending: true })
  const sizes: readonly TableColumn<Row>[] = [
    {
      id: 'own',
      header: 'Own files',
      description: 'Tables of its results',
      isNumber: true,
      cell: ({ ownBytes }) => formatBytes(ownBytes),
      sortBy: ({ ownBytes }) => ownBytes,
    },
    {
      id: 'frees',
      header: 'Frees now',
      description: 'What deleting it alone permanently would free: its files, and images that nothing else uses',
      isNumber: true,
      cell: ({ freesBytes }) => formatBytes(freesBytes),
      sortBy: ({ freesBytes }) => freesBytes,
    },
  ]
  if (rows.length === 0)
    return <EmptyState title="Nothing is stored yet">Runs, samples and analyses stand here with what they take.</EmptyState>
  return (
    <ItemTable
      name={name}
      exports={{ by: 'page' }}
      label={label}
      rows={rows}
      columns={[...columns, ...sizes]}
      idOf={idOf}
      nameOf={nameOf}
      sort={sort}
      onSort={setSort}
    />
  )
}

interface OwnerRow extends Bytes {
  readonly owner: string
  readonly items: number
}

export function OwnerStorage({ items }: StorageProps) {
  const rows = [...Map.groupBy(items, ({ owner }) => owner)].map(([owner, theirs]): OwnerRow => ({
    owner,
    items: theirs.length,
    ownBytes: theirs.reduce((total, { ownBytes }) => total + ownBytes, 0),
    freesBytes: theirs.reduce((total, { freesBytes }) => total + freesBytes, 0),
  }))
  const columns: readonly TableColumn<OwnerRow>[] = [
    { id: 'owner', header: 'User', cell: ({ owner }) => owner, sortBy: ({ owner }) => owner },
    { id: 'items', header: 'Items', isNumber: true, cell: ({ items: count }) => count, sortBy: ({ items: count }) => count },
  ]
  return (
    <SizedTable
      name="storage-by-user"
      label="Storage by user"
      rows={rows}
      columns={columns}
      idOf={({ owner }) => owner}
      nameOf={({ owner }) => owner}
    />
  )
}

const itemColumns: readonly TableColumn<Item>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: ({ kind, id, name }) => <Link to={addressOfItem(kind, id)}>{name}</Link>,
    sortBy: ({ name }) => name,
  },
  { id: 'kind', header: 'Kind', cell: ({ kind }) => kind, sortBy: ({ kind }) => kind },
  { id: 'owner', header: 'User', cell: ({ owner }) => owner, sortBy: ({ owner }) => owner },
  { id: 'words', header: 'Status', cell: ({ words }) => <StatusBadge words={words} />, sortBy: ({ words }) => words },
  {
    id: 'images',
    header: 'Its images',
    description: 'Measurements of the images that it uses, which others may use too',
    isNumber: true,
    cell: ({ imageBytes }) => formatBytes(imageBytes),
    sortBy: ({ imageBytes }) => imageBytes,
  },
]

export function ItemStorage({ items }: StorageProps) {
  return (
    <SizedTable
      name="storage-by-item"
      label="Storage by item"
      rows={items}
      columns={itemColumns}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
    />
  )
}

interface VersionRow extends Bytes {
  readonly run: Item
  readonly version: number
  readonly place: VersionUsage['place']
}

const placeWords: Readonly<Record<VersionUsage['place'], string>> = {
  live: 'Kept',
  trashed: 'In trash',
  purging: 'Deleting',
  purged: 'Deleted',
}

const versionColumns: readonly TableColumn<VersionRow>[] = [
  {
    id: 'run',
    header: 'Run',
    cell: ({ run: { id, name } }) => <Link to={addressOfItem('run', id)}>{name}</Link>,
    sortBy: ({ run }) => run.name,
  },
  { id: 'version', header: 'Version', isNumber: true, cell: ({ version }) => version, sortBy: ({ version }) => version },
  { id: 'owner', header: 'User', cell: ({ run }) => run.owner, sortBy: ({ run }) => run.owner },
  { id: 'place', header: 'Status', cell: ({ place }) => placeWords[place], sortBy: ({ place }) => place },
]

export function VersionStorage({ items }: StorageProps) {
  const rows = items.flatMap((run) =>
    run.versions.map(({ version, place, bytes, freesBytes }): VersionRow => ({ run, version, place, ownBytes: bytes, freesBytes })),
  )
  return (
    <SizedTable
      name="storage-by-version"
      label="Storage by version"
      rows={rows}
      columns={versionColumns}
      idOf={({ run, version }) => `${run.id} ${version}`}
      nameOf={({ run, version }) => `${run.name} version ${version}`}
    />
  )
}
