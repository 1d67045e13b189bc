import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { HiddenItem } from '../../../app/contract/trash.ts'
import { useRestoreFromTrash } from '../../dialogs/useRestoreFromTrash.tsx'
import { hiddenWords, restoreButton } from '../../words/destruction.ts'

/** The reader's own things that are in Trash with the project of another: they can be taken out alone. */
export function HiddenItems({ items }: { readonly items: readonly HiddenItem[] }) {
  const restore = useRestoreFromTrash()
  if (items.length === 0) return null
  return (
    <Stack gap="sm" mt="xl">
      <Title order={2}>Yours, in Trash with a project of another</Title>
      {items.map((item) => (
        <Group key={item.id} gap="md" justify="space-between" wrap="nowrap" className="site-panel" p="sm">
          <Text>{hiddenWords(item)}</Text>
          <Button variant="default" flex="none" onClick={() => void restore({ items: [{ ...item, entryId: item.id }] })}>
            {restoreButton}
          </Button>
        </Group>
      ))}
    </Stack>
  )
}
