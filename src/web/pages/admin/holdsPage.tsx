import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { HoldView } from '../../../app/contract/trash.ts'
import { useApi, useCall } from '../../api/useApi.ts'
import { CutText } from '../../parts/cutText.tsx'
import { EmptyState } from '../../parts/emptyState.tsx'
import { addressOfItem } from '../../parts/itemAddress.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn, TableSort } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { tellDone, tellFault } from '../../parts/notify.tsx'
import { When } from '../../parts/when.tsx'
import { liftButton } from '../../words/destruction.ts'
import { AdminPage } from './adminPage.tsx'

function Lift({ hold: { holdId, name, mayLift } }: { readonly hold: HoldView }) {
  const { mutate, isPending } = useCall('liftHold')
  if (!mayLift) return null
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      loading={isPending}
      aria-label={`${liftButton}: ${name}`}
      onClick={() =>
        mutate(
          { params: { hold: holdId } },
          { onSuccess: () => tellDone({ words: `The hold on ${name} was lifted.` }), onError: tellFault },
        )
      }
    >
      {liftButton}
    </Button>
  )
}

const columns: readonly TableColumn<HoldView>[] = [
  {
    id: 'name',
    header: 'Held',
    cell: ({ kind, itemId, name, version }) => (
      <Link to={addressOfItem(kind, itemId)}>
        <CutText text={version === null ? name : `${name}, version ${version}`} />
      </Link>
    ),
    sortBy: ({ name }) => name,
  },
  { id: 'kind', header: 'Kind', cell: ({ kind }) => kind, sortBy: ({ kind }) => kind },
  { id: 'where', header: 'Where', cell: ({ where }) => where, sortBy: ({ where }) => where },
  { id: 'reason', header: 'Because', cell: ({ reason }) => <CutText text={reason} />, sortBy: ({ reason }) => reason },
  { id: 'by', header: 'By', cell: ({ by }) => by, sortBy: ({ by }) => by },
  { id: 'at', header: 'Since', cell: ({ atUtc }) => <When iso={atUtc} />, sortBy: ({ atUtc }) => atUtc },
  { id: 'lift', header: 'Actions', cell: (hold) => <Lift hold={hold} />, isControl: true },
]

/** Everything that somebody keeps from being deleted permanently. */
export function HoldsPage() {
  const query = useApi('listHolds', { query: {} })
  const [sort, setSort] = useState<TableSort>({ column: 'at', isDescending: true })
  return (
    <AdminPage title="Holds">
      <Loaded query={query}>
        {({ holds }) =>
          holds.length === 0 ? (
            <EmptyState title="Nothing is held">
              A hold keeps something from being deleted permanently, by anybody, until it is lifted. It is set where the thing is shown.
            </EmptyState>
          ) : (
            <ItemTable
              name="holds"
              exports={{ by: 'page' }}
              label="Holds"
              rows={holds}
              columns={columns}
              idOf={({ holdId }) => holdId}
              nameOf={({ name }) => name}
              sort={sort}
              onSort={setSort}
            />
          )
        }
      </Loaded>
    </AdminPage>
  )
}
