import { Group } from '@mantine/core'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useApi } from '../../../api/useApi.ts'
import { StatusBadge } from '../../../parts/statusBadge.tsx'

/** What the run is doing, and which version it shows. */
export function RunWords({ run }: { readonly run: RunStatus }) {
  const { data } = useApi('listVersions', { params: { run: run.id } }, { enabled: run.place === 'live' && run.version !== null })
  const latest = data?.versions[0]?.number ?? run.version
  const isShown = run.place === 'live' && run.version !== null
  return (
    <Group gap="sm">
      <StatusBadge words={run.words} />
      {isShown && (
        <span className="site-muted">
          version {run.version}
          {latest !== run.version && ` of ${latest}`}
          {run.work !== 'completed' && ' is shown'}
        </span>
      )}
    </Group>
  )
}
