import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { tellDone } from '../../parts/notify.tsx'
import { usePasswordLink } from './usePasswordLink.tsx'

interface NewUserProps {
  readonly state: DialogState
  /** Whether users sign in with passwords. */
  readonly hasAccounts: boolean
}

function NewUserDialog({ state, hasAccounts }: NewUserProps) {
  const [name, setName] = useState('')
  const [account, setAccount] = useState('')
  const [isAdministrator, setAdministrator] = useState(false)
  const { mutate, isPending, error } = useCall('addUser')
  const link = usePasswordLink()
  const isAccount = error?.code === 'user.accountTaken'
  const words = error && `${error.message} ${error.hint}`
  const add = () =>
    mutate(
      { body: { name, account: account.trim() === '' ? null : account.trim(), isAdministrator } },
      {
        onSuccess: (user) => {
          state.onClose()
          tellDone({ words: `User ${user.name} was added.` })
          if (hasAccounts) link(user)
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title="Add a user"
      submitWords="Add user"
      onSubmit={add}
      canSubmit={name.trim() !== ''}
      isWorking={isPending}
      fault={null}
    >
      <TextInput
        label="Name"
        description="They sign in with it, and others see it."
        placeholder="maria"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={!isAccount && words}
        data-autofocus
      />
      <TextInput
        label="Account of this machine"
        description="Who uses the command line under this account acts as them. Empty: none."
        value={account}
        onChange={(event) => setAccount(event.currentTarget.value)}
        error={isAccount && words}
      />
      <Checkbox
        size="xs"
        label="Administrator: controls everything"
        checked={isAdministrator}
        onChange={(event) => setAdministrator(event.currentTarget.checked)}
      />
    </DialogForm>
  )
}

/** Opens the dialog that adds a user, and offers a password link for them next. */
export function useNewUser(): (hasAccounts: boolean) => void {
  return (hasAccounts) => openDialog((state) => <NewUserDialog state={state} hasAccounts={hasAccounts} />)
}
