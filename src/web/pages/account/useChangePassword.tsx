import { PasswordInput, Text } from '@mantine/core'
import { useState } from 'react'
import { shortestPassword } from '../../../app/contract/passwordLength.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { tellDone } from '../../parts/notify.tsx'

interface ChangePasswordProps {
  readonly state: DialogState
  readonly name: string
}

function ChangePasswordDialog({ state, name }: ChangePasswordProps) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const { mutate, isPending, error } = useCall('changePassword')
  const isCurrent = error?.code === 'password.wrong'
  const words = error && `${error.message} ${error.hint}`
  const change = () =>
    mutate(
      { body: { current, password } },
      {
        onSuccess: () => {
          state.onClose()
          tellDone({ words: 'Your password was changed. Your other sessions have ended.' })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title="Change your password"
      submitWords="Change password"
      onSubmit={change}
      canSubmit={current !== '' && password.length >= shortestPassword}
      isWorking={isPending}
      fault={null}
    >
      <Text>You stay signed in here; all your other sessions end. Tokens stay as they are.</Text>
      <input type="text" autoComplete="username" value={name} readOnly hidden />
      <PasswordInput
        label="Current password"
        size="sm"
        autoComplete="current-password"
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        error={isCurrent && words}
        data-autofocus
      />
      <PasswordInput
        label="New password"
        description={`${shortestPassword} characters or more. Four words that do not belong together do well.`}
        size="sm"
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={!isCurrent && words}
      />
    </DialogForm>
  )
}

/** Opens the dialog that changes the password of the user. */
export function useChangePassword(): (name: string) => void {
  return (name) => openDialog((state) => <ChangePasswordDialog state={state} name={name} />)
}
