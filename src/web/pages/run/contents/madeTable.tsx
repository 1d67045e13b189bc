import { Button, Group, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { RunProducts } from '../../../../app/contract/runContents.ts'
import type { ApiFault } from '../../../api/apiFault.ts'
import { useCall } from '../../../api/useApi.ts'
import { ItemLink } from '../../../parts/itemLink.tsx'
import { ItemTable, type TableColumn } from '../../../parts/itemTable.tsx'
import { Loaded } from '../../../parts/loaded.tsx'
import { tellDone, tellFault } from '../../../parts/notify.tsx'
import { When } from '../../../parts/when.tsx'

type Made = RunProducts['made'][number]
type Hold = RunProducts['holds'][number]

const columns: readonly TableColumn<Made>[] = [
  { id: 'kind', header: 'Kind', cell: ({ kind }) => kind },
  { id: 'name', header: 'Name', cell: ({ kind, id, name }) => <ItemLink kind={kind} id={id} name={name} /> },
  { id: 'of', header: 'Of', cell: ({ of }) => of },
  { id: 'owner', header: 'Owner', cell: ({ owner }) => owner },
  { id: 'created', header: 'Made', cell: ({ createdUtc }) => <When iso={createdUtc} /> },
]

function HoldLine({ hold: { holdId, version, by, atUtc, reason } }: { readonly hold: Hold }) {
  const { mutate, isPending } = useCall('liftHold')
  const lift = () =>
    mutate({ params: { hold: holdId } }, { onSuccess: () => tellDone({ words: 'The hold is lifted.' }), onError: tellFault })
  return (
    <Group gap="sm" justify="space-between" px="md" py="xs" className="site-panel">
      <Group gap="sm" wrap="nowrap">
        <IconLock size={14} aria-hidden="true" />
        <Text>
          {version === null ? 'The run' : `Version ${version}`} is held: {reason}
          <span className="site-muted">
            {' '}
            {by}, <When iso={atUtc} />
          </span>
        </Text>
      </Group>
      <Button variant="subtle" loading={isPending} onClick={lift}>
        Lift hold
      </Button>
    </Group>
  )
}

/** Samples and analyses made from the run, and the holds on it. */
export function MadeTable({ query }: { readonly query: UseQueryResult<RunProducts, ApiFault> }) {
  return (
    <Loaded query={query}>
      {({ made, holds }) => (
        <Stack gap="sm">
          {holds.map((hold) => (
            <HoldLine key={hold.holdId} hold={hold} />
          ))}
          {made.length === 0 ? (
            <Text c="dimmed">
              Nothing was made from this run yet. A sample freezes a selection of its sources, an analysis looks for those that vary; both
              outlive the run.
            </Text>
          ) : (
            <ItemTable label="Made from this run" rows={made} columns={columns} idOf={({ id }) => id} nameOf={({ name }) => name} />
          )}
        </Stack>
      )}
    </Loaded>
  )
}
