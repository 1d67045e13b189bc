import { Button } from '@mantine/core'
import { useState } from 'react'
import { deedOf } from '../../../app/contract/deedOf.ts'
import type { OperationView } from '../../../app/contract/operation.ts'
import { useCall } from '../../api/useApi.ts'
import { titleOfWork } from '../../frame/tray/workWords.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn, TableSort } from '../../parts/table/tableColumn.ts'
import { tellDone, tellFault } from '../../parts/notify.tsx'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { When } from '../../parts/when.tsx'

function Cancel({ operation: { id, kind, subject, mayCancel, by } }: { readonly operation: OperationView }) {
  const { mutate, isPending } = useCall('cancelOperation')
  if (!mayCancel) return null
  const what = `${deedOf(kind)} ${subject?.name ?? by}`
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      loading={isPending}
      aria-label={`Cancel ${what}`}
      onClick={() =>
        mutate({ params: { operation: id } }, { onSuccess: () => tellDone({ words: `${what} is being cancelled.` }), onError: tellFault })
      }
    >
      Cancel
    </Button>
  )
}

function progressOf({ progress: { stage, done, total }, waitReason, fault, endedAt }: OperationView): string {
  if (fault) return fault.message
  if (waitReason !== null) return waitReason
  if (stage === null || endedAt !== null) return ''
  return total > 0 ? `${stage} ${done} of ${total}` : stage
}

const columns: readonly TableColumn<OperationView>[] = [
  { id: 'kind', header: 'Work', cell: ({ kind }) => deedOf(kind), sortBy: ({ kind }) => deedOf(kind) },
  { id: 'subject', header: 'On', cell: ({ subject }) => subject?.name ?? '', sortBy: ({ subject }) => subject?.name ?? null },
  { id: 'by', header: 'By', cell: ({ by }) => by, sortBy: ({ by }) => by },
  { id: 'state', header: 'State', cell: ({ words }) => <StatusBadge words={words} />, sortBy: ({ words }) => words },
  { id: 'progress', header: 'Progress', cell: progressOf },
  { id: 'created', header: 'Asked for', cell: ({ createdAt }) => <When iso={createdAt} />, sortBy: ({ createdAt }) => createdAt },
  { id: 'cancel', header: 'Actions', cell: (operation) => <Cancel operation={operation} />, isControl: true },
]

/** What everybody has asked for: what is not done, and what ended last. */
export function OperationsTable({ operations }: { readonly operations: readonly OperationView[] }) {
  const [sort, setSort] = useState<TableSort | undefined>(undefined)
  if (operations.length === 0)
    return <EmptyState title="No operations">Whatever takes its time stands here, from the moment it is asked for.</EmptyState>
  return (
    <ItemTable
      name="operations"
      exports={{ by: 'page' }}
      label="Operations of everybody"
      rows={operations}
      columns={columns}
      idOf={({ id }) => id}
      nameOf={titleOfWork}
      sort={sort}
      onSort={setSort}
    />
  )
}
