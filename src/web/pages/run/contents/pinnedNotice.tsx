import { Button, Group, Text } from '@mantine/core'
import { IconPin } from '@tabler/icons-react'
import { useRunAddress } from '../useRunAddress.ts'

/** Says that another version than the one shown is looked into. */
export function PinnedNotice({ version, shown }: { readonly version: number; readonly shown: number | null }) {
  const { change } = useRunAddress()
  return (
    <Group gap="sm" p="sm" mb="sm" className="site-panel" role="status">
      <IconPin size={16} aria-hidden="true" color="var(--waiting)" />
      <Text>
        The sky map and the tables are those of version {version}; version {shown} is shown everywhere else.
      </Text>
      <Button variant="subtle" onClick={() => change({ version: undefined })}>
        Back to version {shown}
      </Button>
    </Group>
  )
}
