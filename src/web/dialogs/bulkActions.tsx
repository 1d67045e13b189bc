import { Button } from '@mantine/core'
import type { ItemKind } from '../../lifecycle/state.ts'
import type { ListedItem } from '../parts/listedItem.ts'
import { useMoveToProject } from './useMoveToProject.tsx'
import { useMoveToTrash } from './useMoveToTrash.tsx'

interface BulkActionsProps {
  readonly kind: ItemKind
  readonly selected: readonly ListedItem[]
  readonly onDone: () => void
}

function may({ commands }: ListedItem, ...wanted: readonly string[]): boolean {
  return commands.some((command) => wanted.includes(command))
}

/** What it says on a button that some of the selected are left out of. */
function ofSome(words: string, some: number, all: number): string {
  return some === 0 || some === all ? words : `${words} (${some} of ${all})`
}

/** What can be done to all the selected items of a list: to those of them that the user may do it to. */
export function BulkActions({ kind, selected, onDone }: BulkActionsProps) {
  const moveToTrash = useMoveToTrash()
  const moveToProject = useMoveToProject()
  const trashable = selected.filter((item) => may(item, 'trash', 'cancelAndTrash', 'leave'))
  const isLeaving = trashable.length > 0 && !trashable.some((item) => may(item, 'trash', 'cancelAndTrash'))
  const movable = selected.filter((item) => may(item, 'move'))
  return (
    <>
      <Button
        variant="default"
        disabled={trashable.length === 0}
        onClick={() => moveToTrash({ itemIds: trashable.map(({ id }) => id), onDone })}
      >
        {ofSome(isLeaving ? 'Leave' : 'Move to Trash', trashable.length, selected.length)}
      </Button>
      {kind !== 'project' && (
        <Button
          variant="default"
          disabled={movable.length === 0}
          onClick={() =>
            moveToProject(
              movable.map(({ id, name }) => ({ id, kind, name })),
              onDone,
            )
          }
        >
          {ofSome('Move to project', movable.length, selected.length)}
        </Button>
      )}
    </>
  )
}
