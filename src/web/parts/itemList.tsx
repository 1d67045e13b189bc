import { Group, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { ItemKind } from '../../lifecycle/state.ts'
import { BulkActions } from '../dialogs/bulkActions.tsx'
import { formatCount } from './format.ts'
import { addressOfItem } from './itemAddress.ts'
import { ItemTable } from './itemTable.tsx'
import type { TableColumn } from './table/tableColumn.ts'
import type { ListedItem } from './listedItem.ts'
import { finds, type ListSearch } from './listSearch.ts'
import { SearchField } from './searchField.tsx'
import { SelectionBar } from './selectionBar.tsx'
import { readSort, sortText } from './sortText.ts'

interface ItemListProps<Row extends ListedItem> {
  readonly kind: ItemKind
  /** What the list is of, such as `samples`. */
  readonly words: string
  readonly rows: readonly Row[]
  readonly columns: readonly TableColumn<Row>[]
  /** What the search looks through. */
  readonly textOf: (row: Row) => string
  readonly search: ListSearch
  readonly onSearch: (search: ListSearch) => void
  /** More that can be done to the selected. */
  readonly renderActions?: (selected: readonly Row[], onDone: () => void) => ReactNode
}

/** A list of items: searched, sorted, selected, with what can be done to the selected above it. */
export function ItemList<Row extends ListedItem>(props: ItemListProps<Row>) {
  const { kind, words, rows, columns, textOf, search, onSearch } = props
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const navigate = useNavigate()
  const found = rows.filter((row) => finds(search.q, textOf(row)))
  const selected = found.filter(({ id }) => ids.has(id))
  const clear = () => setIds(new Set())
  return (
    <>
      <Group gap="md" mb="sm">
        <SearchField label={`Search ${words}`} value={search.q ?? ''} onChange={(q) => onSearch({ ...search, q: q || undefined })} />
        <Text c="dimmed" role="status">
          {found.length === rows.length
            ? `${formatCount(rows.length)} ${rows.length === 1 ? kind : words}`
            : `${formatCount(found.length)} of ${formatCount(rows.length)} ${words}`}
        </Text>
      </Group>
      {found.length === 0 ? (
        <Text c="dimmed" p="md" className="site-panel">
          No {words} have {JSON.stringify(search.q ?? '')} in them.
        </Text>
      ) : (
        <ItemTable
          name={words}
          lead={
            <SelectionBar words={formatCount(selected.length)} count={selected.length} onClear={clear}>
              {props.renderActions?.(selected, clear)}
              <BulkActions kind={kind} selected={selected} onDone={clear} />
            </SelectionBar>
          }
          exports={{ by: 'page' }}
          label={words}
          rows={found}
          columns={columns}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          sort={readSort(search.sort)}
          onSort={(sort) => onSearch({ ...search, sort: sortText(sort) })}
          selection={{ ids, onChange: setIds }}
          onOpen={({ id }) => void navigate({ to: addressOfItem(kind, id) })}
        />
      )}
    </>
  )
}
