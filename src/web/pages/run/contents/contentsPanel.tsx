import { Tabs } from '@mantine/core'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useApi } from '../../../api/useApi.ts'
import { formatCount } from '../../../parts/format.ts'
import type { RunSearch } from '../runSearch.ts'
import { useRunAddress } from '../useRunAddress.ts'
import { FilesTable } from './filesTable.tsx'
import { ImagesTable } from './imagesTable.tsx'
import { MadeTable } from './madeTable.tsx'
import { MeasurementsTable } from './measurementsTable.tsx'
import { PinnedNotice } from './pinnedNotice.tsx'

type Tab = NonNullable<RunSearch['tab']>

function asTab(value: string | null): Tab {
  return value === 'measurements' || value === 'made' || value === 'files' ? value : 'images'
}

function words(word: string, count: number | null | undefined): string {
  return count === null || count === undefined ? word : `${word} ${formatCount(count)}`
}

/** What is in the version that is looked at, and what was made from the run. */
export function ContentsPanel({ run }: { readonly run: RunStatus }) {
  const { search, change } = useRunAddress()
  const version = search.version ?? run.version
  const history = useApi('listVersions', { params: { run: run.id } })
  const products = useApi('listRunProducts', { params: { run: run.id } })
  const counts = history.data?.versions.find(({ number }) => number === version)?.counts
  const holds = useApi('listHolds', { query: { item: run.id } })
  const made = products.data && holds.data && products.data.made.length + holds.data.holds.length
  const tab = version === null ? 'made' : (search.tab ?? 'images')
  return (
    <div>
      {version !== null && version !== run.version && <PinnedNotice version={version} shown={run.version} />}
      <Tabs value={tab} onChange={(value) => change({ tab: asTab(value) })} keepMounted={false}>
        <Tabs.List mb="sm">
          {version !== null && (
            <>
              <Tabs.Tab value="images">{words('Images', counts?.images)}</Tabs.Tab>
              <Tabs.Tab value="measurements">{words('Measurements', counts && counts.detections + counts.forced)}</Tabs.Tab>
            </>
          )}
          <Tabs.Tab value="made">{words('Samples, analyses, holds', made)}</Tabs.Tab>
          {version !== null && <Tabs.Tab value="files">Files</Tabs.Tab>}
        </Tabs.List>
        {version !== null && (
          <>
            <Tabs.Panel value="images">
              <ImagesTable run={run.id} version={version} />
            </Tabs.Panel>
            <Tabs.Panel value="measurements">
              <MeasurementsTable run={run} version={version} />
            </Tabs.Panel>
            <Tabs.Panel value="files">
              <FilesTable run={run.id} version={version} />
            </Tabs.Panel>
          </>
        )}
        <Tabs.Panel value="made">
          <MadeTable run={run} query={products} />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
