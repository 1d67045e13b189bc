import { Button, Group, Menu, Text } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { SavedQuery } from '../../../../app/contract/savedQuery.ts'
import { useApi, useCall } from '../../../api/useApi.ts'
import { tellDone, tellFault } from '../../../parts/notify.tsx'
import type { Ground } from './groundField.tsx'
import { useSaveQuery } from './useSaveQuery.tsx'

interface SavedQueriesMenuProps {
  readonly ground: Ground
  readonly q: string
  readonly onOpen: (saved: SavedQuery) => void
}

function queryWords({ runs, query, project, owner, isMine }: SavedQuery): string {
  const of = runs.length === 0 ? '' : `${runs.join(', ')}: `
  const by = isMine ? (project ? `, shared with ${project.name}` : '') : `, by ${owner}`
  return `${of}${query === '' ? 'all sources' : query}${by}`
}

/** The queries that the user keeps or that are shared with them: opens one, saves what is asked now. */
export function SavedQueriesMenu({ ground, q, onOpen }: SavedQueriesMenuProps) {
  const { data } = useApi('listSavedQueries', {})
  const queries = data?.queries ?? []
  const save = useSaveQuery()
  const remove = useCall('deleteSavedQuery')
  const client = useQueryClient()
  const saved = queries.find(({ isMine, query, runs }) => isMine && query === q && runs.join() === (ground.run ?? []).join())
  const forget = ({ id, name }: SavedQuery) =>
    remove.mutate(
      { params: { query: id } },
      {
        onSuccess: () => {
          void client.invalidateQueries({ queryKey: ['listSavedQueries'] })
          tellDone({ words: `Saved query ${name} is deleted` })
        },
        onError: tellFault,
      },
    )
  return (
    <Menu position="bottom-end" width={360}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden="true" />}>
          Saved queries
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{queries.length === 0 ? 'None yet' : 'Open'}</Menu.Label>
        {queries.map((one) => (
          <Menu.Item key={one.id} onClick={() => onOpen(one)}>
            <Group gap={0} wrap="nowrap">
              <div style={{ minWidth: 0 }}>
                <Text truncate>{one.name}</Text>
                <Text size="xs" c="dimmed" truncate className="site-mono">
                  {queryWords(one)}
                </Text>
              </div>
            </Group>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => save({ runs: ground.run ?? [], query: q })}>Save this query...</Menu.Item>
        {saved && <Menu.Item onClick={() => forget(saved)}>Delete saved query {saved.name}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
