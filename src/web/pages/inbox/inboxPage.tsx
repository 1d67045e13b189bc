import { Button, Group, SegmentedControl } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useApi, useCall } from '../../api/useApi.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { tellFault } from '../../parts/notify.tsx'
import { Page } from '../../parts/page.tsx'
import classes from './inbox.module.css'
import { NoticeRow } from './noticeRow.tsx'

const route = getRouteApi('/framed/inbox')

function NoNotices({ onlyUnread }: { readonly onlyUnread: boolean }) {
  return (
    <EmptyState title={onlyUnread ? 'Nothing unread' : 'Nothing yet'}>
      You are told here when work that you started has ended, when something of yours is deleted soon, and when an administrator changed
      what is yours.
    </EmptyState>
  )
}

function MarkAll({ unread }: { readonly unread: number }) {
  const mark = useCall('markNotices')
  return (
    <Button
      variant="default"
      leftSection={<IconChecks size={16} aria-hidden="true" />}
      disabled={unread === 0}
      loading={mark.isPending}
      onClick={() => mark.mutate({ body: { ids: null, isRead: true } }, { onError: tellFault })}
    >
      Mark all as read
    </Button>
  )
}

/** What the user is told. */
export function InboxPage() {
  const { show, before } = route.useSearch()
  const navigate = route.useNavigate()
  const onlyUnread = show === 'unread'
  const query = useApi('listNotices', { query: { unread: onlyUnread ? 'true' : 'false', before, limit: 50 } })
  return (
    <Page title="Inbox" actions={<MarkAll unread={query.data?.unread ?? 0} />}>
      <SegmentedControl
        mb="md"
        size="xs"
        aria-label="Which notices"
        value={show ?? 'all'}
        data={[
          { value: 'all', label: 'All' },
          { value: 'unread', label: 'Unread' },
        ]}
        onChange={(value) => void navigate({ search: value === 'unread' ? { show: 'unread' } : {} })}
      />
      <Loaded query={query}>
        {({ notices, next }) => (
          <>
            {notices.length === 0 ? (
              <NoNotices onlyUnread={onlyUnread} />
            ) : (
              <ul className={`${classes.list} site-panel`} aria-label="Notices">
                {notices.map((notice) => (
                  <NoticeRow key={notice.id} notice={notice} />
                ))}
              </ul>
            )}
            <Group gap="sm" mt="md">
              {before !== undefined && (
                <Button variant="default" onClick={() => void navigate({ search: (now) => ({ ...now, before: undefined }) })}>
                  Newest
                </Button>
              )}
              {next !== null && (
                <Button variant="default" onClick={() => void navigate({ search: (now) => ({ ...now, before: next }) })}>
                  Older
                </Button>
              )}
            </Group>
          </>
        )}
      </Loaded>
    </Page>
  )
}
