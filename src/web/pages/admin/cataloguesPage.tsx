import { Button, Switch, Text } from '@mantine/core'
import type { Reference } from '../../../app/contract/reference.ts'
import { queryClient } from '../../api/queryClient.ts'
import { useApi, useCall } from '../../api/useApi.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { formatCount } from '../../parts/format.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { tellDone, tellFault } from '../../parts/notify.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import { AdminPage } from './adminPage.tsx'
import { useNewReference } from './useNewReference.tsx'

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: ['listReferences'] })
}

function Remove({ reference: { id, name, fileName } }: { readonly reference: Reference }) {
  const { mutate, isPending } = useCall('removeReference')
  const remove = () =>
    mutate(
      { params: { reference: id } },
      {
        onSuccess: () => {
          refresh()
          tellDone({ words: `${name} is removed. Its file ${fileName} was left as it is: add it again at any time.` })
        },
        onError: tellFault,
      },
    )
  return (
    <Button variant="subtle" size="compact-xs" loading={isPending} aria-label={`Remove catalogue ${name}`} onClick={remove}>
      Remove
    </Button>
  )
}

const columns: readonly TableColumn<Reference>[] = [
  { id: 'name', header: 'Catalogue', cell: ({ name }) => name },
  { id: 'rows', header: 'Objects', isNumber: true, cell: ({ rows }) => formatCount(rows), sortBy: ({ rows }) => rows },
  { id: 'radius', header: 'Radius', unit: 'arcsec', isNumber: true, cell: ({ radiusArcsec }) => radiusArcsec },
  { id: 'columns', header: 'Columns', isNumber: true, cell: (reference) => reference.columns.length },
  { id: 'file', header: 'File', cell: ({ fileName }) => fileName },
  { id: 'by', header: 'By', cell: ({ by }) => by },
  { id: 'at', header: 'Since', cell: ({ addedUtc }) => <When iso={addedUtc} />, sortBy: ({ addedUtc }) => addedUtc },
  { id: 'actions', header: 'Actions', cell: (reference) => <Remove reference={reference} />, isControl: true },
]

/** Whether the server itself may ask services on the internet. */
function OutsideSwitch({ isAllowed }: { readonly isAllowed: boolean }) {
  const { mutate, isPending } = useCall('allowOutside')
  const change = (next: boolean) => mutate({ body: { isAllowed: next } }, { onSuccess: refresh, onError: tellFault })
  return (
    <>
      <Switch
        label="This server may ask SIMBAD, NED and Sesame"
        checked={isAllowed}
        disabled={isPending}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      <Text c="dimmed" mt="xs" maw={640}>
        Then pages of sources show what these services know around them, and names of objects can be looked up. The services see positions
        and names that are asked for, and the address of this server. Nothing else needs the internet.
      </Text>
    </>
  )
}

/** The catalogues of others that sources are compared with: those of the store, and services on the internet. */
export function CataloguesPage() {
  const query = useApi('listReferences', {})
  const add = useNewReference(refresh)
  return (
    <AdminPage title="Catalogues" actions={<Button onClick={add}>Add catalogue</Button>}>
      <Loaded query={query}>
        {({ references, mayAskOutside }) => (
          <>
            <Section title="Reference catalogues">
              {references.length === 0 ? (
                <EmptyState title="There is no reference catalogue">
                  Add a VOTable, a FITS table or a Parquet file of this host: the page of each source then shows what the catalogue has
                  around it.
                </EmptyState>
              ) : (
                <ItemTable
                  name="catalogues"
                  exports={{ by: 'page' }}
                  label="Reference catalogues"
                  rows={references}
                  columns={columns}
                  idOf={({ id }) => id}
                  nameOf={({ name }) => name}
                />
              )}
            </Section>
            <Section title="Services on the internet">
              <OutsideSwitch isAllowed={mayAskOutside} />
            </Section>
          </>
        )}
      </Loaded>
    </AdminPage>
  )
}
