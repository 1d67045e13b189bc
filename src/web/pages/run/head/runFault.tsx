import { Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useApi } from '../../../api/useApi.ts'

/** Why the last work on the run failed, with the way to the line of its log. */
export function RunFault({ run }: { readonly run: RunStatus }) {
  const { fault } = run
  const logs = useApi('listLogs', { params: { run: run.id } }, { enabled: fault !== null })
  const name = logs.data?.logs.find(({ kind }) => kind === 'processing')?.name
  const log = useApi('readLog', { params: { run: run.id, log: name ?? '' }, query: {} }, { enabled: fault !== null && name !== undefined })
  if (!fault) return null
  const line = log.data?.lastErrorAt ?? undefined
  return (
    <Group role="alert" gap="sm" mb="lg" p="md" className="site-panel" wrap="nowrap" align="flex-start">
      <IconAlertTriangle size={18} aria-hidden="true" color="var(--danger)" style={{ flexShrink: 0 }} />
      <Stack gap="xs">
        <Text fw={600}>{fault.message}</Text>
        <Text c="dimmed">{fault.hint}</Text>
        <Group gap="md">
          {name && (
            <Link to="/runs/$run" params={{ run: run.name }} search={{ log: name, line }} hash="log" resetScroll={false}>
              {line === undefined ? 'Open its log' : 'Go to the line of its log'}
            </Link>
          )}
          <Text size="xs" className="site-mono site-muted">
            {fault.code}
          </Text>
        </Group>
      </Stack>
    </Group>
  )
}
