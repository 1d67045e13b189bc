import { Button, Group } from '@mantine/core'
import { queryClient } from '../../../api/queryClient.ts'
import { callApi } from '../../../api/callApi.ts'
import { useCall } from '../../../api/useApi.ts'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import type { VersionSummary } from '../../../../app/contract/version.ts'
import { useHold } from '../../../dialogs/useHold.tsx'
import { useRestoreRun } from '../../../dialogs/useRestoreRun.tsx'
import { tellDone, tellFault } from '../../../parts/notify.tsx'
import { allows } from '../head/allows.ts'
import { useRunAddress } from '../useRunAddress.ts'

async function bringBack(entry: string): Promise<void> {
  await callApi('restoreEntry', { params: { entry }, body: {} }).catch(tellFault)
  await queryClient.invalidateQueries()
}

interface VersionActionsProps {
  readonly run: RunStatus
  readonly version: VersionSummary
}

function TrashVersion({ run, version: { number } }: VersionActionsProps) {
  const { change } = useRunAddress()
  const { mutate, isPending } = useCall('trashVersions')
  const trash = () =>
    mutate(
      { params: { run: run.id }, body: { versions: [number] } },
      {
        onSuccess: ({ entryId }) => {
          change({ compare: undefined, version: undefined })
          const undo = entryId === null ? {} : { onUndo: () => void bringBack(entryId) }
          tellDone({ words: `Version ${number} of ${run.name} is in Trash.`, ...undo })
        },
        onError: tellFault,
      },
    )
  return (
    <Button variant="default" loading={isPending} onClick={trash}>
      Move to Trash
    </Button>
  )
}

/** What can be done to one version: look into it, go back to it, keep it, move it to Trash. */
export function VersionActions({ run, version }: VersionActionsProps) {
  const { search, change } = useRunAddress()
  const [restore, hold] = [useRestoreRun(), useHold()]
  const { number, isHead, place, missingSinceUtc } = version
  if (place !== 'live') return null
  const isPinned = search.version === number
  const mayGoBack = allows(run, 'revertVersion') && (!isHead || run.work !== 'completed')
  return (
    <Group gap="sm">
      {!isHead && missingSinceUtc === null && (
        <Button variant="default" onClick={() => change({ version: isPinned ? undefined : number })}>
          {isPinned ? 'Back to the version shown' : 'Look into it'}
        </Button>
      )}
      {allows(run, 'hold') && !isHead && (
        <Button variant="default" onClick={() => hold({ id: run.id, kind: 'run', name: run.name, version: number })}>
          Hold
        </Button>
      )}
      {allows(run, 'trashVersions') && !isHead && <TrashVersion run={run} version={version} />}
      {mayGoBack && (
        <Button variant={isHead ? 'default' : 'filled'} onClick={() => restore({ id: run.id, name: run.name, version: number })}>
          Restore to version {number}
        </Button>
      )}
    </Group>
  )
}
