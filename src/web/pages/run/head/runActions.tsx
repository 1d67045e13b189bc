import { Button } from '@mantine/core'
import { IconArrowBackUp, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useLeave } from '../../../dialogs/useLeave.tsx'
import { useMoveToTrash } from '../../../dialogs/useMoveToTrash.tsx'
import { useProcess } from '../../../dialogs/useProcess.tsx'
import { useRestoreRun } from '../../../dialogs/useRestoreRun.tsx'
import { allows } from './allows.ts'
import { ExportMenu } from './exportMenu.tsx'
import { MoreMenu } from './moreMenu.tsx'

/** What the user may do to the run now, at the top right of its page. */
export function RunActions({ run }: { readonly run: RunStatus }) {
  const process = useProcess()
  const restore = useRestoreRun()
  const moveToTrash = useMoveToTrash()
  const navigate = useNavigate()
  const leave = useLeave()
  const { id, name, actions } = run
  const mayTrash = allows(run, 'trash', 'cancelAndTrash')
  const leaving = mayTrash ? undefined : actions?.find(({ command }) => command === 'leave')
  const goToList = () => void navigate({ to: '/runs' })
  return (
    <>
      {allows(run, 'process', 'addImages') && (
        <Button leftSection={<IconPlayerPlay size={14} />} onClick={() => process({ runs: [{ id, name }] })}>
          Process
        </Button>
      )}
      {allows(run, 'revertVersion') && (
        <Button variant="default" leftSection={<IconArrowBackUp size={14} />} onClick={() => restore({ id, name })}>
          Restore Run
        </Button>
      )}
      {mayTrash && (
        <Button variant="default" leftSection={<IconTrash size={14} />} onClick={() => moveToTrash({ itemIds: [id], onDone: goToList })}>
          Delete Run
        </Button>
      )}
      {leaving && (
        <Button variant="default" onClick={() => leave({ item: { id, kind: 'run', name }, onDone: goToList })}>
          {leaving.words}
        </Button>
      )}
      {run.version !== null && <ExportMenu run={run} version={run.version} />}
      <MoreMenu run={run} />
    </>
  )
}
