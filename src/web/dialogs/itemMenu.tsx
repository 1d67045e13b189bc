import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { CommandName } from '../../lifecycle/commands.ts'
import { useHasOthers } from '../api/useHasOthers.ts'
import type { ItemRef } from './itemRef.ts'
import { useDescribe } from './useDescribe.tsx'
import { useHold } from './useHold.tsx'
import { useLeave } from './useLeave.tsx'
import { useMoveToProject } from './useMoveToProject.tsx'
import { useMoveToTrash } from './useMoveToTrash.tsx'
import { useRename } from './useRename.tsx'
import { useShare } from './useShare.tsx'
import { useTransfer } from './useTransfer.tsx'

/** They come where the menu opens. */
const aboveNotifications = 500

interface ItemMenuProps {
  readonly item: ItemRef
  readonly description: string
  readonly actions: readonly { readonly command: CommandName; readonly words: string }[]
  /** Called when it is in Trash: the page goes back to its list. */
  readonly onGone: () => void
}

/** What every item's page offers at its top right: Move to Trash, and under More what is seldom done. */
export function ItemMenu({ item, description, actions, onGone }: ItemMenuProps) {
  const hasOthers = useHasOthers()
  const [rename, describe, move, share, transfer] = [useRename(), useDescribe(), useMoveToProject(), useShare(), useTransfer()]
  const [moveToTrash, leave, hold] = [useMoveToTrash(), useLeave(), useHold()]
  const may = (...wanted: readonly CommandName[]) => actions.some(({ command }) => wanted.includes(command))
  const mayTrash = may('trash', 'cancelAndTrash')
  const leaving = mayTrash ? undefined : actions.find(({ command }) => command === 'leave')
  const entries = [
    { words: 'Rename', isOffered: may('rename'), onClick: () => rename(item) },
    { words: 'Edit description', isOffered: may('rename'), onClick: () => describe(item, description) },
    { words: 'Move to another project', isOffered: may('move') && item.kind !== 'project', onClick: () => move([item]) },
    { words: 'Share', isOffered: hasOthers && item.kind !== 'project', onClick: () => share(item) },
    { words: 'Hold', isOffered: may('hold'), onClick: () => hold(item) },
    { words: 'Transfer to another owner', isOffered: hasOthers && may('transfer'), onClick: () => transfer(item) },
  ].filter(({ isOffered }) => isOffered)
  return (
    <>
      {mayTrash && (
        <Button variant="default" onClick={() => moveToTrash({ itemIds: [item.id], onDone: onGone })}>
          Move to Trash
        </Button>
      )}
      {leaving && (
        <Button variant="default" onClick={() => leave({ item, onDone: onGone })}>
          {leaving.words}
        </Button>
      )}
      {entries.length > 0 && (
        <Menu position="bottom-end" withinPortal={false} zIndex={aboveNotifications}>
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label="More">
              <IconDots size={16} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {entries.map(({ words, onClick }) => (
              <Menu.Item key={words} onClick={onClick}>
                {words}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
