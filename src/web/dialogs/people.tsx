import { ActionIcon, Button, Group, NativeSelect, Stack, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import type { ItemView, Share } from '../../app/contract/item.ts'
import { useCall } from '../api/useApi.ts'
import { FaultPanel } from '../parts/faultPanel.tsx'
import { tellDone, tellFault } from '../parts/notify.tsx'
import { PersonField } from './personField.tsx'

/** What is known of an item whose people are shown. */
export type SharedItem = Pick<ItemView, 'id' | 'kind' | 'name' | 'owner' | 'shares' | 'actions'>

const roles = [
  { value: 'viewer', label: 'Viewer: reads, exports, comments' },
  { value: 'editor', label: 'Editor: also creates, and processes what they made' },
]

function asRole(value: string): Share['role'] {
  return value === 'editor' ? 'editor' : 'viewer'
}

function AddPerson({ item }: { readonly item: SharedItem }) {
  const [user, setUser] = useState('')
  const [role, setRole] = useState<Share['role']>('viewer')
  const { mutate, isPending, error } = useCall('shareItem')
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (user.trim() === '') return
    mutate({ params: { item: item.id, user: user.trim() }, body: { role } }, { onSuccess: () => setUser('') })
  }
  return (
    <form onSubmit={add}>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <PersonField
            label={item.kind === 'project' ? 'New member' : 'Share with'}
            value={user}
            onChange={setUser}
            without={[item.owner, ...item.shares.map((share) => share.user)]}
            style={{ flex: '1 1 180px' }}
          />
          {item.kind === 'project' && (
            <NativeSelect
              size="sm"
              label="Role"
              data={roles}
              value={role}
              onChange={(event) => setRole(asRole(event.currentTarget.value))}
            />
          )}
          <Button type="submit" size="sm" loading={isPending} disabled={user.trim() === ''}>
            {item.kind === 'project' ? 'Add member' : 'Share'}
          </Button>
        </Group>
        {error && <FaultPanel fault={error} />}
      </Stack>
    </form>
  )
}

interface PersonProps {
  readonly item: SharedItem
  readonly share: Share
  readonly mayChange: boolean
}

function Person({ item, share: { user, role }, mayChange }: PersonProps) {
  const share = useCall('shareItem')
  const unshare = useCall('unshareItem')
  const remove = () => {
    const addBack = () => share.mutate({ params: { item: item.id, user }, body: { role } }, { onError: tellFault })
    unshare.mutate(
      { params: { item: item.id, user } },
      {
        onSuccess: () => tellDone({ words: `${user} cannot see ${item.kind} ${item.name} through a share any more.`, onUndo: addBack }),
        onError: tellFault,
      },
    )
  }
  const words = item.kind === 'project' ? `Remove ${user}` : `Stop sharing with ${user}`
  return (
    <Table.Tr>
      <Table.Td>{user}</Table.Td>
      <Table.Td>
        {item.kind === 'project' && mayChange ? (
          <NativeSelect
            size="xs"
            aria-label={`Role of ${user}`}
            data={roles}
            value={role}
            disabled={share.isPending}
            onChange={(event) =>
              share.mutate({ params: { item: item.id, user }, body: { role: asRole(event.currentTarget.value) } }, { onError: tellFault })
            }
          />
        ) : item.kind === 'project' ? (
          roles.find(({ value }) => value === role)?.label
        ) : (
          'Reads, exports, comments'
        )}
      </Table.Td>
      <Table.Td ta="right">
        {mayChange && (
          <Tooltip label={words}>
            <ActionIcon variant="subtle" color="gray" aria-label={words} onClick={remove} loading={unshare.isPending}>
              <IconX size={16} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

/** The owner of an item and whom it is shared with; for who may, with what it takes to change that. */
export function People({ item }: { readonly item: SharedItem }) {
  const mayChange = item.actions.some(({ command }) => command === 'share')
  return (
    <Stack gap="lg">
      {mayChange && <AddPerson item={item} />}
      <Table.ScrollContainer minWidth={0}>
        <Table aria-label={`People with access to ${item.name}`} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>User</Table.Th>
              <Table.Th>Role</Table.Th>
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              <Table.Td>{item.owner}</Table.Td>
              <Table.Td>Owner: controls it</Table.Td>
              <Table.Td />
            </Table.Tr>
            {item.shares.map((share) => (
              <Person key={share.user} item={item} share={share} mayChange={mayChange} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {item.shares.length === 0 && (
        <Text c="dimmed">{item.kind === 'project' ? 'It has no members beside its owner.' : 'It is shared with nobody.'}</Text>
      )}
    </Stack>
  )
}
