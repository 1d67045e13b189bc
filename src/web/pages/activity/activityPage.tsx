import { Button, Group } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useApi } from '../../api/useApi.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { ActivityExport } from './activityExport.tsx'
import { ActivityFilters } from './activityFilters.tsx'
import { ActivityList } from './activityList.tsx'
import type { ActivitySearch } from './activitySearch.ts'
import { SealPanel } from './sealPanel.tsx'

const route = getRouteApi('/framed/activity')

interface PagingProps {
  readonly isFirst: boolean
  readonly next: string | null
  readonly onGo: (before: string | undefined) => void
}

function Paging({ isFirst, next, onGo }: PagingProps) {
  if (isFirst && next === null) return null
  return (
    <Group gap="sm" mt="md">
      {!isFirst && (
        <Button variant="default" onClick={() => onGo(undefined)}>
          Newest
        </Button>
      )}
      {next !== null && (
        <Button variant="default" onClick={() => onGo(next)}>
          Older
        </Button>
      )}
    </Group>
  )
}

/** What was done, by whom, to what: as far as the user may see it, and by itself up to date. */
export function ActivityPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: session } = useApi('showSession', {})
  const query = useApi('listActivity', { query: { ...search, limit: 100 } })
  const change = (next: Partial<ActivitySearch>) => void navigate({ search: (now) => ({ ...now, before: undefined, ...next }) })
  return (
    <Page title="Activity" actions={<ActivityExport search={search} />}>
      <ActivityFilters search={search} onChange={change} />
      <Loaded query={query}>
        {({ events, next }) => (
          <>
            {events.length === 0 ? (
              <EmptyState title="No activity">Nothing that you may see fits these filters.</EmptyState>
            ) : (
              <ActivityList events={events} />
            )}
            <Paging isFirst={search.before === undefined} next={next} onGo={(before) => change({ before })} />
          </>
        )}
      </Loaded>
      {session?.user.isAdministrator && <SealPanel />}
    </Page>
  )
}
