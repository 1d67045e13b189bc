import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useCancelWork } from '../../../dialogs/useCancelWork.tsx'
import { formatCount } from '../../../parts/format.ts'
import { When } from '../../../parts/when.tsx'

/** What the run is doing, how far it is, and how to stop it. */
export function RunProgress({ run }: { readonly run: RunStatus }) {
  const cancel = useCancelWork()
  const { operation } = run
  if (!operation || run.place !== 'live') return null
  const { stage, done, total, lines } = operation.progress
  const isCounted = total > 0
  const percent = isCounted ? (100 * done) / total : stage === null ? 0 : 100
  const words = operation.waitReason ?? lines.at(-1)?.text ?? ''
  const mayCancel = run.actions?.some(({ command }) => command === 'cancel') ?? false
  return (
    <Stack gap="xs" mb="lg">
      <Group justify="space-between" gap="md">
        <Text role="status">
          {stage === null ? run.words : `${stage}${isCounted ? `: ${formatCount(done)} of ${formatCount(total)}` : ''}`}
          <Text span c="dimmed" ml="sm">
            {words}
          </Text>
        </Text>
        <Group gap="md">
          <Text c="dimmed" size="xs">
            {operation.by}, <When iso={operation.startedAt ?? operation.createdAt} />
          </Text>
          {mayCancel && (
            <Button variant="default" onClick={() => cancel({ runs: [{ id: run.id, name: run.name, version: run.version }] })}>
              Cancel
            </Button>
          )}
        </Group>
      </Group>
      <Progress value={percent} animated={!isCounted && stage !== null} striped={!isCounted} aria-label={stage ?? run.words} />
    </Stack>
  )
}
