import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { MergeView } from './mergeView.tsx'
import type { OtherText } from './useDraft.ts'

interface DraftConflictProps {
  readonly other: OtherText
  readonly mine: string
  readonly onSaveMine: () => void
  readonly onTakeOther: () => void
}

/** Somebody else has saved the configuration meanwhile: both texts, and the choice. */
export function DraftConflict({ other, mine, onSaveMine, onTakeOther }: DraftConflictProps) {
  return (
    <Stack role="alert" gap="sm" p="md" className="site-panel">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <IconAlertTriangle size={18} aria-hidden="true" color="var(--waiting)" style={{ flexShrink: 0 }} />
        <div>
          <Text fw={600}>The configuration was changed while you edited it. Nothing of yours is saved yet.</Text>
          <Text c="dimmed">Take over below what you want to keep, then save yours, or drop it for what is there.</Text>
        </div>
      </Group>
      <MergeView before={other.text} after={mine} labels={['What is there now', 'Yours']} />
      <Group gap="sm" justify="flex-end">
        <Button variant="default" onClick={onTakeOther}>
          Drop mine
        </Button>
        <Button onClick={onSaveMine}>Save mine over it</Button>
      </Group>
    </Stack>
  )
}
