import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { UserRecord } from '../../../app/contract/administration.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { formatBytes } from '../../parts/format.ts'
import { tellDone } from '../../parts/notify.tsx'

const gigabyte = 1e9

function StorageLimitDialog({ state, user }: { readonly state: DialogState; readonly user: UserRecord }) {
  const { id, name, storedBytes, storageLimit } = user
  const [size, setSize] = useState<number | string>(storageLimit.isOwn ? storageLimit.maxBytes / gigabyte : '')
  const { mutate, isPending, error } = useCall('setStorageLimit')
  const save = () =>
    mutate(
      { params: { user: id }, body: { maxBytes: size === '' ? null : Math.round(Number(size) * gigabyte) } },
      {
        onSuccess: () => {
          state.onClose()
          tellDone({ words: `The storage limit of ${name} was changed.` })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Storage limit of ${name}`}
      submitWords="Save limit"
      onSubmit={save}
      canSubmit
      isWorking={isPending}
      fault={null}
    >
      <NumberInput
        label="Gigabytes"
        description={`${name} keeps ${formatBytes(storedBytes)} now, Trash included. 0: any amount. Empty: what holds for every user.`}
        min={0}
        max={1_000_000}
        value={size}
        onChange={setSize}
        error={error && `${error.message} ${error.hint}`}
        data-autofocus
      />
    </DialogForm>
  )
}

/** Opens the dialog that says how much a user may keep on the disk. */
export function useStorageLimit(): (user: UserRecord) => void {
  return (user) => openDialog((state) => <StorageLimitDialog state={state} user={user} />)
}
