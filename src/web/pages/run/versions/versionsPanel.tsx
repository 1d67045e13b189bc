import { Button, Group, Text } from '@mantine/core'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import type { VersionSummary } from '../../../../app/contract/version.ts'
import { useApi } from '../../../api/useApi.ts'
import { formatBytes } from '../../../parts/format.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { When } from '../../../parts/when.tsx'
import { allows } from '../head/allows.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useRunAddress } from '../useRunAddress.ts'
import { VersionActions } from './versionActions.tsx'
import { VersionLine } from './versionLine.tsx'
import { openVersionRule } from './versionRule.tsx'
import classes from './versionsPanel.module.css'
import { changeWords, originWords, stateWords } from './versionWords.ts'

interface HistoryProps {
  readonly run: RunStatus
  readonly versions: readonly VersionSummary[]
}

/** The version that is looked at, in one line, with what can be done to it. */
function Detail({ run, versions, version }: HistoryProps & { readonly version: VersionSummary }) {
  const parent = versions.find(({ number }) => number === version.parent)
  const changes = changeWords(version, parent)
  const state = stateWords(version)
  return (
    <div className={classes.detail}>
      <Text>
        <b>v{version.number}</b>
        {state && <span className="site-muted"> {state}</span>} <When iso={version.madeAtUtc} /> {originWords(version, parent)} by{' '}
        {version.madeBy}
        {changes && `: ${changes}`}
        <span className="site-muted"> · {formatBytes(version.bytes)}</span>
      </Text>
      <VersionActions run={run} version={version} />
    </div>
  )
}

function History({ run, versions }: HistoryProps) {
  const { search, change } = useRunAddress()
  const head = versions.find(({ isHead }) => isHead) ?? versions[0]
  const selected = versions.find(({ number }) => number === search.compare) ?? head
  if (!selected) {
    return (
      <Text c="dimmed" px="md" pb="md">
        No version yet. The first processing makes version 1; every later change makes another one, and each can be restored.
      </Text>
    )
  }
  const select = (number: number) => change({ compare: number === head?.number ? undefined : number, with: undefined })
  return (
    <>
      <VersionLine versions={versions} selected={selected.number} onSelect={select} />
      <Detail run={run} versions={versions} version={selected} />
    </>
  )
}

/** The history of the run: what each version added, what it was, and the way back to it. */
export function VersionsPanel({ run }: { readonly run: RunStatus }) {
  const query = useApi('listVersions', { params: { run: run.id } })
  const keepLast = query.data?.keepLast ?? null
  return (
    <Panel
      title="Versions"
      isFlush
      actions={
        query.data && (
          <Group gap="sm">
            <Text size="xs" c="dimmed">
              {keepLast === null ? 'All versions are kept' : `The last ${keepLast} are kept`}
            </Text>
            {allows(run, 'trash', 'cancelAndTrash') && (
              <Button variant="subtle" onClick={() => openVersionRule({ id: run.id, name: run.name }, keepLast)}>
                Change
              </Button>
            )}
          </Group>
        )
      }
    >
      <Loaded query={query}>{({ versions }) => <History run={run} versions={versions} />}</Loaded>
    </Panel>
  )
}
