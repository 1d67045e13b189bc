import { Modal, Stack, Text } from '@mantine/core'
import { useApi } from '../api/useApi.ts'
import { Loaded } from '../parts/loaded.tsx'
import classes from './dialogForm.module.css'
import type { ItemRef } from './itemRef.ts'
import { openDialog, type DialogState } from './openDialog.ts'
import { People } from './people.tsx'

interface ShareDialogProps {
  readonly state: DialogState
  readonly item: ItemRef
}

function ShareDialog({ state, item }: ShareDialogProps) {
  const query = useApi('showItem', { params: { item: item.id }, query: {} })
  return (
    <Modal
      opened={state.isOpen}
      onClose={state.onClose}
      title={`Who can see ${item.kind} ${item.name}`}
      classNames={{ title: classes.title }}
      size="lg"
    >
      <Stack gap="lg">
        <Loaded query={query}>{(view) => <People item={view} />}</Loaded>
        {item.kind !== 'project' && (
          <Text c="dimmed">
            Whoever it is shared with can read, export and comment on it, and on nothing else. Members of its project see it without being
            listed here.
          </Text>
        )}
      </Stack>
    </Modal>
  )
}

/** Opens the dialog that shows who has access to an item, adds people and takes access away. */
export function useShare(): (item: ItemRef) => void {
  return (item) => openDialog((state) => <ShareDialog state={state} item={item} />)
}
