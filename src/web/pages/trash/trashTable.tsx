import { useMemo, type ReactNode } from 'react'
import type { TrashItem } from '../../../app/contract/trash.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import { thing } from '../../words/destruction.ts'
import { trashColumns } from './trashColumns.tsx'
import { TrashDetail } from './trashDetail.tsx'
import type { TrashActs } from './useTrashActs.ts'

interface TrashTableProps {
  readonly items: readonly TrashItem[]
  readonly ids: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  /** Whether they are of several owners, and each says whose it is. */
  readonly showsOwner: boolean
  readonly acts: TrashActs
  /** What may be done to the selected. */
  readonly lead: ReactNode
}

/** What is in Trash: each row opens to its plan. */
export function TrashTable({ items, ids, onSelect, showsOwner, acts, lead }: TrashTableProps) {
  const columns = useMemo(() => trashColumns(showsOwner), [showsOwner])
  return (
    <ItemTable
      name="trash"
      label="In Trash"
      rows={items}
      columns={columns}
      exports={{ by: 'page' }}
      idOf={({ entryId }) => entryId}
      nameOf={thing}
      isSorted
      lead={lead}
      selection={{ ids, onChange: onSelect }}
      isSelectable={({ deleting }) => deleting === null}
      renderDetail={(item) => <TrashDetail item={item} acts={acts} />}
    />
  )
}
