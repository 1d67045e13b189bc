import { SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Storage } from '../../../app/contract/administration.ts'
import { useApi } from '../../api/useApi.ts'
import { Facts } from '../../parts/facts.tsx'
import { formatBytes } from '../../parts/format.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { AdminPage } from './adminPage.tsx'
import { ItemStorage, OwnerStorage, VersionStorage } from './storageTables.tsx'

const views = [
  { value: 'owners', label: 'By user' },
  { value: 'items', label: 'By item' },
  { value: 'versions', label: 'By version' },
] as const

type View = (typeof views)[number]['value']

function factsOf({ totalBytes, items }: Storage) {
  const trashed = items.filter(({ words }) => words === 'In trash').reduce((total, { freesBytes }) => total + freesBytes, 0)
  return [
    { label: 'In use', value: formatBytes(totalBytes) },
    { label: 'Only in Trash', value: formatBytes(trashed) },
    { label: 'Items', value: String(items.length) },
  ]
}

/** What takes how much on the disk, and what deleting it would free now. */
export function StoragePage() {
  const query = useApi('showStorage', {})
  const [view, setView] = useState<View>('owners')
  return (
    <AdminPage title="Storage">
      <Loaded query={query}>
        {(storage) => (
          <Stack gap="md" align="stretch">
            <Facts facts={factsOf(storage)} />
            <SegmentedControl
              aria-label="Storage by"
              data={[...views]}
              value={view}
              onChange={setView}
              style={{ alignSelf: 'flex-start' }}
            />
            {view === 'owners' && <OwnerStorage items={storage.items} />}
            {view === 'items' && <ItemStorage items={storage.items} />}
            {view === 'versions' && <VersionStorage items={storage.items} />}
          </Stack>
        )}
      </Loaded>
    </AdminPage>
  )
}
