import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { UserRecord } from '../../../app/contract/administration.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { tellDone } from '../../parts/notify.tsx'

function RenameUserDialog({ state, user }: { readonly state: DialogState; readonly user: UserRecord }) {
  const [name, setName] = useState(user.name)
  const { mutate, isPending, error } = useCall('renameUser')
  const rename = () =>
    mutate(
      { params: { user: user.id }, body: { name } },
      {
        onSuccess: () => {
          state.onClose()
          tellDone({ words: `User ${user.name} is ${name} now.` })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Rename user ${user.name}`}
      submitWords="Rename user"
      onSubmit={rename}
      canSubmit={name !== '' && name !== user.name}
      isWorking={isPending}
      fault={null}
    >
      <TextInput
        label="New name"
        description="They sign in with it from now on."
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={error && `${error.message} ${error.hint}`}
        data-autofocus
      />
    </DialogForm>
  )
}

/** Opens the dialog that gives a user another name. */
export function useRenameUser(): (user: UserRecord) => void {
  return (user) => openDialog((state) => <RenameUserDialog state={state} user={user} />)
}
