import { Stack, Text } from '@mantine/core'
import type { ApiFault } from '../api/apiFault.ts'
import { refusedWords, type ActName } from '../words/destruction.ts'

interface RefusedPanelProps {
  readonly act: ActName
  readonly fault: ApiFault
}

/** Why an act was refused: what is true now, why, and what to do. */
export function RefusedPanel({ act, fault }: RefusedPanelProps) {
  const { title, why, next } = refusedWords(act, fault)
  return (
    <Stack role="alert" gap="xs" p="md" className="site-panel">
      <Text fw={600}>{title}</Text>
      <Text>{why}</Text>
      {next && <Text c="dimmed">{next}</Text>}
    </Stack>
  )
}
