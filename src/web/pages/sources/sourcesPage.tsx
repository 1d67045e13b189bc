import { Button, Drawer, Stack } from '@mantine/core'
import { useDebouncedValue, useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconFilter } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { SourcesPage as Listed } from '../../../app/contract/sources.ts'
import type { ApiFault } from '../../api/apiFault.ts'
import { addressOf } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { EtaVLink } from '../../parts/etaVLink.tsx'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { formatCount } from '../../parts/format.ts'
import { Page } from '../../parts/page.tsx'
import { SendToSamp } from '../../parts/sendToSamp.tsx'
import { ActMenu } from './query/actMenu.tsx'
import { FilterPanel } from './query/filterPanel.tsx'
import classes from './query/filters.module.css'
import type { Ground } from './query/groundField.tsx'
import { QueryText } from './query/queryText.tsx'
import { SavedQueriesMenu } from './query/savedQueriesMenu.tsx'
import type { ManySources } from './query/useRemarkOnMany.tsx'
import { SourcesTable } from './sourcesTable.tsx'
import type { SourcesSearch } from './sourcesSearch.ts'
import { useSources } from './useSources.ts'

const route = getRouteApi('/framed/sources')

type SetSearch = (change: Partial<SourcesSearch>) => void

function isOfQuery(fault: ApiFault | null): fault is ApiFault {
  return fault?.code.startsWith('query.') === true && fault.code !== 'query.from'
}

function groundOf({ run, project, sample }: SourcesSearch): Ground {
  return { ...(run ? { run } : {}), ...(project ? { project } : {}), ...(sample ? { sample } : {}) }
}

interface FiltersProps {
  readonly search: SourcesSearch
  readonly page: Listed | undefined
  readonly set: SetSearch
}

/** The filters: beside the table where there is room, else in a sheet. */
function Filters({ search, page, set }: FiltersProps) {
  const isNarrow = useMediaQuery('(max-width: 1000px)', undefined, { getInitialValueInEffect: false }) ?? false
  const [isOpen, { open, close }] = useDisclosure(false)
  const panel = (
    <FilterPanel
      ground={groundOf(search)}
      q={search.q ?? ''}
      columns={page?.columns ?? []}
      onGround={({ run, project, sample }) => set({ run, project, sample })}
      onQuery={(q) => set({ q: q || undefined })}
    />
  )
  if (!isNarrow) {
    return (
      <aside className={`${classes.side} site-panel`} aria-label="Filters">
        {panel}
      </aside>
    )
  }
  return (
    <div>
      <Button variant="default" leftSection={<IconFilter size={16} aria-hidden="true" />} onClick={open}>
        Filters
      </Button>
      <Drawer opened={isOpen} onClose={close} title="Filters" size="xs">
        {panel}
      </Drawer>
    </div>
  )
}

interface ActionsProps {
  readonly search: SourcesSearch
  readonly page: Listed
  readonly many: ManySources
  readonly set: SetSearch
}

/** What can be done with what was found. */
function Actions({ search, page, many, set }: ActionsProps) {
  const { q = '' } = search
  const ground = groundOf(search)
  const address = addressOf('exportSources', { query: { ...ground, q, format: 'votable' } })
  return (
    <>
      <ActMenu many={many} versions={page.versions} />
      <EtaVLink {...ground} q={q} />
      <SavedQueriesMenu
        ground={ground}
        q={q}
        onOpen={({ runs, query }) =>
          set({ run: runs.length > 0 ? [...runs] : undefined, project: undefined, sample: undefined, q: query || undefined })
        }
      />
      <SendToSamp things={[{ kind: 'table', name: 'sources', address }]} />
    </>
  )
}

interface ResultProps extends FiltersProps {
  readonly found: ReturnType<typeof useSources>
}

function Result({ search, set, found }: ResultProps) {
  const { q = '' } = search
  const { first, rows, more, error } = found
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  const [counted] = useDebouncedValue({ ...groundOf(search), q }, 150)
  const count = useApi('countSources', { query: counted })
  if (error && !isOfQuery(error)) return <FaultPanel fault={error} />
  if (!first) return null
  const total = count.data && !error ? `${formatCount(count.data.count)} of ${formatCount(count.data.total)} sources` : ''
  const only = [...selected].map((key) => ({ run: key.slice(0, key.lastIndexOf(' ')), id: Number(key.slice(key.lastIndexOf(' ') + 1)) }))
  const isSome = only.length > 0
  const many = { ground: groundOf(search), q, only: isSome ? only : null, count: isSome ? only.length : (count.data?.count ?? 0) }
  return (
    <SourcesTable
      page={first}
      rows={rows}
      words={total}
      actions={<Actions search={search} page={first} many={many} set={set} />}
      search={search}
      selected={selected}
      onSelect={select}
      onSort={(sort) => set({ sort })}
      onChoose={() => set({ columns: undefined })}
      onEnd={more}
    />
  )
}

/** Sources of runs, of a project or of a sample, by a query; the query is the address. */
export function SourcesPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { q = '', run, project, sample } = search
  const set: SetSearch = (change) => void navigate({ search: (now) => ({ ...now, ...change }) })
  const found = useSources(search)
  const fault = isOfQuery(found.error) ? found.error : null
  return (
    <Page title="Sources">
      <div className={classes.layout}>
        <Filters search={search} page={found.first} set={set} />
        <Stack gap="md" style={{ minWidth: 0 }}>
          <QueryText key={q} value={q} fault={fault} onChange={(next) => set({ q: next || undefined })} />
          <Result key={JSON.stringify([q, run, project, sample])} search={search} page={found.first} set={set} found={found} />
        </Stack>
      </div>
    </Page>
  )
}
