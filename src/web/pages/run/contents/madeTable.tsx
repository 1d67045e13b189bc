import { Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { RunProducts } from '../../../../app/contract/runContents.ts'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import type { ApiFault } from '../../../api/apiFault.ts'
import { HoldLines } from '../../../dialogs/useHold.tsx'
import { ItemLink } from '../../../parts/itemLink.tsx'
import { ItemTable } from '../../../parts/itemTable.tsx'
import type { TableColumn } from '../../../parts/table/tableColumn.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { When } from '../../../parts/when.tsx'

type Made = RunProducts['made'][number]

const columns: readonly TableColumn<Made>[] = [
  { id: 'kind', header: 'Kind', cell: ({ kind }) => kind },
  { id: 'name', header: 'Name', cell: ({ kind, id, name }) => <ItemLink kind={kind} id={id} name={name} />, sortBy: ({ name }) => name },
  { id: 'of', header: 'Of', cell: ({ of }) => of },
  { id: 'owner', header: 'Owner', cell: ({ owner }) => owner },
  { id: 'created', header: 'Made', cell: ({ createdUtc }) => <When iso={createdUtc} />, sortBy: ({ createdUtc }) => createdUtc },
]

interface MadeTableProps {
  readonly run: RunStatus
  readonly query: UseQueryResult<RunProducts, ApiFault>
}

/** Samples and analyses made from the run, and the holds on it. */
export function MadeTable({ run: { id, name }, query }: MadeTableProps) {
  return (
    <Stack gap="sm">
      <HoldLines subject={{ id, kind: 'run', name }} />
      <Loaded query={query}>
        {({ made }) =>
          made.length === 0 ? (
            <Text c="dimmed">
              Nothing was made from this run yet. A sample freezes a selection of its sources, an analysis looks for those that vary; both
              outlive the run.
            </Text>
          ) : (
            <ItemTable
              name="made-of-run"
              exports={{ by: 'page' }}
              label="Made from this run"
              rows={made}
              columns={columns}
              idOf={(one) => one.id}
              nameOf={(one) => one.name}
            />
          )
        }
      </Loaded>
    </Stack>
  )
}
