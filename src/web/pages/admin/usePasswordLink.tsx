import { Text } from '@mantine/core'
import { useState } from 'react'
import type { UserRecord } from '../../../app/contract/administration.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { formatUtc } from '../../parts/format.ts'
import { ShownOnce } from '../../parts/shownOnce.tsx'

type Named = Pick<UserRecord, 'id' | 'name'>

function PasswordLinkDialog({ state, user: { id, name } }: { readonly state: DialogState; readonly user: Named }) {
  const { mutate, isPending, error, data } = useCall('makePasswordLink')
  const [isMade, setMade] = useState(false)
  if (data && isMade) {
    return (
      <ShownOnce state={state} title={`Password link for ${name}`} label="Link" text={data.url}>
        Give it to {name} in a way that nobody else reads. It works once, until {formatUtc(data.expiresUtc)}, and is not shown again.
      </ShownOnce>
    )
  }
  return (
    <DialogForm
      state={state}
      title={`Make a password link for ${name}?`}
      submitWords="Make link"
      onSubmit={() => mutate({ params: { user: id } }, { onSuccess: () => setMade(true) })}
      isWorking={isPending}
      fault={error}
    >
      <Text>
        With it {name} chooses a new password. Earlier links end at once. Their sessions end when the password is chosen; until then nothing
        changes.
      </Text>
    </DialogForm>
  )
}

/** Opens the dialog that makes a link by which a user chooses a password, and shows it once. */
export function usePasswordLink(): (user: Named) => void {
  return (user) => openDialog((state) => <PasswordLinkDialog state={state} user={user} />)
}
