import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ApiFault } from '../api/apiFault.ts'

interface FaultPanelProps {
  readonly fault: Pick<ApiFault, 'message' | 'hint' | 'code'>
  readonly onRetry?: () => void
}

/** Why something is not there, and what to do next. */
export function FaultPanel({ fault, onRetry }: FaultPanelProps) {
  const triesAgain = fault.code === 'catalogue.away' && onRetry !== undefined
  return (
    <Stack role="alert" gap="xs" p="md" className="site-panel" align="flex-start">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <IconAlertTriangle size={18} aria-hidden="true" color="var(--waiting)" style={{ flexShrink: 0 }} />
        <Text fw={600}>{fault.message}</Text>
      </Group>
      <Text c="dimmed">{triesAgain ? 'Nothing is lost; this page tries again.' : fault.hint}</Text>
      <Text size="xs" className="site-mono site-muted">
        {fault.code}
      </Text>
      {onRetry && !triesAgain && (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Stack>
  )
}
