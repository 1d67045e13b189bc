import { Button, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { callApi } from '../api/callApi.ts'
import { queryClient } from '../api/queryClient.ts'
import { useCall } from '../api/useApi.ts'
import { tellDone, tellFault } from '../parts/notify.tsx'
import { DialogForm } from './dialogForm.tsx'
import { asBeginning, type ItemRef } from './itemRef.ts'
import { openDialog, type DialogState } from './openDialog.ts'

interface RenameDialogProps {
  readonly state: DialogState
  readonly item: ItemRef
}

async function renameBack({ id, name }: ItemRef): Promise<void> {
  await callApi('renameItem', { params: { item: id }, body: { name } }).catch(tellFault)
  await queryClient.invalidateQueries()
}

function RenameDialog({ state, item }: RenameDialogProps) {
  const { kind, name: oldName } = item
  const [name, setName] = useState(oldName)
  const { mutate, isPending, error } = useCall('renameItem')
  const free = error?.data['proposedName']
  const rename = () =>
    mutate(
      { params: { item: item.id }, body: { name } },
      {
        onSuccess: () => {
          state.onClose()
          tellDone({ words: `${asBeginning(kind)} ${oldName} is ${name} now.`, onUndo: () => void renameBack(item) })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Rename ${kind} ${oldName}`}
      submitWords={`Rename ${kind}`}
      onSubmit={rename}
      canSubmit={name !== '' && name !== oldName}
      isWorking={isPending}
      fault={null}
    >
      <TextInput
        label="New name"
        description={kind === 'run' ? 'Its directory under runs/ follows the name.' : undefined}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        error={error && `${error.message} ${error.hint}`}
        data-autofocus
      />
      {typeof free === 'string' && free !== name && (
        <Group gap="sm">
          <Text>{free} is free.</Text>
          <Button variant="default" onClick={() => setName(free)}>
            Use this name
          </Button>
        </Group>
      )}
    </DialogForm>
  )
}

/** Opens the dialog that gives an item another name. */
export function useRename(): (item: ItemRef) => void {
  return (item) => openDialog((state) => <RenameDialog state={state} item={item} />)
}
