import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { UserRecord } from '../../../app/contract/administration.ts'
import { useCall } from '../../api/useApi.ts'
import { tellDone, tellFault } from '../../parts/notify.tsx'
import { useGiveEverything } from './useGiveEverything.tsx'
import { usePasswordLink } from './usePasswordLink.tsx'
import { useRenameUser } from './useRenameUser.tsx'
import { useStorageLimit } from './useStorageLimit.tsx'

interface UserMenuProps {
  readonly user: UserRecord
  /** Of all active users, for who is given something. */
  readonly names: readonly string[]
  /** Whether users sign in with passwords. */
  readonly hasAccounts: boolean
}

/** Lets a user in or not, and makes them administrator or not; both can be undone. */
function useSwitches({ id, name, isActive, isAdministrator }: UserRecord) {
  const active = useCall('setActive')
  const administrator = useCall('setAdministrator')
  const params = { user: id }
  const setActive = (next: boolean) =>
    active.mutate(
      { params, body: { isActive: next } },
      {
        onSuccess: () =>
          tellDone({ words: next ? `${name} may sign in again.` : `${name} was deactivated.`, onUndo: () => setActive(!next) }),
        onError: tellFault,
      },
    )
  const setAdministrator = (next: boolean) =>
    administrator.mutate(
      { params, body: { isAdministrator: next } },
      {
        onSuccess: () =>
          tellDone({
            words: next ? `${name} is an administrator now.` : `${name} is no administrator any more.`,
            onUndo: () => setAdministrator(!next),
          }),
        onError: tellFault,
      },
    )
  return { toggleActive: () => setActive(!isActive), toggleAdministrator: () => setAdministrator(!isAdministrator) }
}

/** What may be done about a user. */
export function UserMenu({ user, names, hasAccounts }: UserMenuProps) {
  const { name, isActive, isAdministrator } = user
  const { toggleActive, toggleAdministrator } = useSwitches(user)
  const rename = useRenameUser()
  const link = usePasswordLink()
  const limit = useStorageLimit()
  const give = useGiveEverything()
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Actions for ${name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {hasAccounts && (
          <Menu.Item onClick={() => link(user)} disabled={!isActive}>
            Make password link
          </Menu.Item>
        )}
        <Menu.Item onClick={() => rename(user)}>Rename</Menu.Item>
        <Menu.Item onClick={() => limit(user)}>Storage limit</Menu.Item>
        <Menu.Item onClick={toggleAdministrator}>{isAdministrator ? 'Take administrator rights' : 'Make administrator'}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => give({ user, names: names.filter((each) => each !== name) })}>Give everything to another</Menu.Item>
        <Menu.Item onClick={toggleActive}>{isActive ? 'Deactivate' : 'Reactivate'}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
