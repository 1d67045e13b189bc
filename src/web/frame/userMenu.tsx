import { Menu, UnstyledButton, VisuallyHidden, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconCheck, IconChevronDown, IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCall } from '../api/useApi.ts'
import { tellFault } from '../parts/notify.tsx'
import { showKeys } from './keys/keyboardHelp.tsx'
import classes from './userMenu.module.css'

const schemes: readonly (readonly [MantineColorScheme, string])[] = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['auto', 'As the system has it'],
]

interface UserMenuProps {
  readonly name: string
  /** Whether there are accounts to sign out of. */
  readonly hasAccounts: boolean
}

/** What concerns the user and this browser. */
export function UserMenu({ name, hasAccounts }: UserMenuProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useCall('signOut')
  const leave = () => signOut.mutate({}, { onSuccess: () => window.location.assign('/sign-in'), onError: tellFault })
  return (
    <Menu position="bottom-end" width={220} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.user} aria-label={name} title="Account and colours">
          <span className={classes.initial} data-initial={name.slice(0, 1).toUpperCase()} />
          <span className={classes.name}>{name}</span>
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} />}>
          Account
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={showKeys}>
          Keyboard
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        {schemes.map(([scheme, words]) => (
          <Menu.Item
            key={scheme}
            leftSection={<IconCheck size={16} style={{ visibility: colorScheme === scheme ? 'visible' : 'hidden' }} />}
            onClick={() => setColorScheme(scheme)}
          >
            {words}
            {colorScheme === scheme && <VisuallyHidden>, chosen</VisuallyHidden>}
          </Menu.Item>
        ))}
        {hasAccounts && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
              Sign out
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
