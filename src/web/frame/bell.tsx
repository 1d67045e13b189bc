import { ActionIcon, Indicator, Tooltip } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useApi } from '../api/useApi.ts'

/** Leads to the inbox, and says how much is unread in it. */
export function Bell() {
  const { data } = useApi('countNotices', {})
  const unread = data?.unread ?? 0
  const words = unread === 0 ? 'Inbox: nothing unread' : `Inbox: ${unread} unread`
  return (
    <Tooltip label={words}>
      <Indicator label={unread > 99 ? '99+' : unread} size={16} offset={6} disabled={unread === 0}>
        <ActionIcon component={Link} to="/inbox" variant="subtle" color="gray" size={32} aria-label={words}>
          <IconBell size={18} aria-hidden="true" />
        </ActionIcon>
      </Indicator>
    </Tooltip>
  )
}
