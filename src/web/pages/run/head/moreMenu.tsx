import { ActionIcon, Menu } from '@mantine/core'
import {
  IconCopy,
  IconDots,
  IconFolderSymlink,
  IconLock,
  IconNotes,
  IconPencil,
  IconTrash,
  IconUserShare,
  IconUsers,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useCopyRun } from '../../../dialogs/useCopyRun.tsx'
import { useHasOthers } from '../../../api/useHasOthers.ts'
import { useDescribe } from '../../../dialogs/useDescribe.tsx'
import { useHold } from '../../../dialogs/useHold.tsx'
import { useMoveToProject } from '../../../dialogs/useMoveToProject.tsx'
import { useMoveToTrash } from '../../../dialogs/useMoveToTrash.tsx'
import { useRename } from '../../../dialogs/useRename.tsx'
import { useShare } from '../../../dialogs/useShare.tsx'
import { useTransfer } from '../../../dialogs/useTransfer.tsx'
import { allows } from './allows.ts'

/** What else the user may do to the run. */
export function MoreMenu({ run }: { readonly run: RunStatus }) {
  const [copy, rename, move, share] = [useCopyRun(), useRename(), useMoveToProject(), useShare()]
  const [describe, hold, hasOthers] = [useDescribe(), useHold(), useHasOthers()]
  const [transfer, moveToTrash, navigate] = [useTransfer(), useMoveToTrash(), useNavigate()]
  const item = { id: run.id, kind: 'run', name: run.name } as const
  const goToList = () => void navigate({ to: '/runs' })
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="More actions">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => copy(item)}>
          Copy run
        </Menu.Item>
        {allows(run, 'rename') && (
          <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => rename(item)}>
            Rename
          </Menu.Item>
        )}
        {allows(run, 'rename') && (
          <Menu.Item leftSection={<IconNotes size={14} />} onClick={() => describe(item, run.description)}>
            Edit description
          </Menu.Item>
        )}
        {allows(run, 'move') && (
          <Menu.Item leftSection={<IconFolderSymlink size={14} />} onClick={() => move([item])}>
            Move to another project
          </Menu.Item>
        )}
        {hasOthers && (
          <Menu.Item leftSection={<IconUsers size={14} />} onClick={() => share(item)}>
            Share
          </Menu.Item>
        )}
        {hasOthers && allows(run, 'transfer') && (
          <Menu.Item leftSection={<IconUserShare size={14} />} onClick={() => transfer(item)}>
            Transfer to another owner
          </Menu.Item>
        )}
        {allows(run, 'hold') && (
          <Menu.Item leftSection={<IconLock size={14} />} onClick={() => hold(item)}>
            Hold
          </Menu.Item>
        )}
        {allows(run, 'trash', 'cancelAndTrash') && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => moveToTrash({ itemIds: [run.id], onDone: goToList })}>
              Move to Trash
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
