import { Button, Group } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useApi } from '../../../api/useApi.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useRunAddress } from '../useRunAddress.ts'
import { SourceChangeList } from './sourceChangeList.tsx'
import { VersionGlanceView } from './versionGlanceView.tsx'

/** What became of the run from another version to the one that is shown. */
export function ComparePanel({ run }: { readonly run: RunStatus }) {
  const { search, change } = useRunAddress()
  const navigate = useNavigate()
  const [other, head] = [search.compare ?? 0, search.with ?? run.version ?? 0]
  const isAsked = other > 0 && head > 0 && other !== head
  const pair = { from: Math.min(other, head), to: Math.max(other, head) }
  const glance = useApi('compareVersions', { params: { run: run.id }, query: pair }, { enabled: isAsked })
  const sources = useApi('compareSources', { params: { run: run.id }, query: pair }, { enabled: isAsked && glance.isSuccess })
  if (!isAsked) return null
  return (
    <Panel
      title={`From version ${pair.from} to version ${pair.to}`}
      remark={head === run.version ? `version ${head} is shown` : undefined}
      actions={
        <Group gap="sm">
          <Button variant="default" onClick={() => void navigate({ to: '/runs/$run/compare', params: { run: run.id }, search: pair })}>
            Compare source by source
          </Button>
          <Button variant="subtle" onClick={() => change({ compare: undefined, with: undefined })}>
            Close
          </Button>
        </Group>
      }
    >
      <Loaded query={glance}>{(found) => <VersionGlanceView glance={found} />}</Loaded>
      <Loaded query={sources}>{(changes) => <SourceChangeList run={run.id} {...pair} changes={changes} />}</Loaded>
    </Panel>
  )
}
