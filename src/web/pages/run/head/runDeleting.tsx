import { Progress, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { formatCount } from '../../../parts/format.ts'

/** A run whose files are being removed. */
export function RunDeleting({ run }: { readonly run: RunStatus }) {
  const { done = 0, total = 0 } = run.operation?.progress ?? {}
  const waits = run.operation?.waitReason
  const fault = run.operation?.fault
  return (
    <Stack gap="sm" p="lg" className="site-panel" maw={640}>
      <Text fw={600}>This run is being deleted permanently</Text>
      {total > 0 && <Progress value={(100 * done) / total} aria-label="Removal of its files" />}
      <Text role="status">
        {total > 0 ? `${formatCount(done)} of ${formatCount(total)} files are removed` : 'Its files are being removed'}
      </Text>
      {waits && <Text>{waits}</Text>}
      {fault && (
        <Text>
          {fault.message} {fault.hint} Retry stands in <Link to="/trash">Trash</Link>.
        </Text>
      )}
      <Text c="dimmed">
        FITS files and catalogues are not touched. What is left afterwards stands under <Link to="/deleted">what was deleted</Link>: who
        deleted it, when, why, and its configuration.
      </Text>
    </Stack>
  )
}
