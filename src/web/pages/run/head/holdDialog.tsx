import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { queryClient } from '../../../api/queryClient.ts'
import { callApi } from '../../../api/callApi.ts'
import { useCall } from '../../../api/useApi.ts'
import { DialogForm } from '../../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../../dialogs/openDialog.ts'
import { tellDone, tellFault } from '../../../parts/notify.tsx'

interface Held {
  readonly id: string
  readonly name: string
  /** One of its versions; without it, all of it. */
  readonly version?: number
}

async function lift(hold: string): Promise<void> {
  await callApi('liftHold', { params: { hold } }).catch(tellFault)
  await queryClient.invalidateQueries()
}

function HoldDialog({ state, held }: { readonly state: DialogState; readonly held: Held }) {
  const { id, name, version } = held
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useCall('addHold')
  const words = version === undefined ? `Run ${name}` : `Version ${version} of run ${name}`
  const hold = () =>
    mutate(
      { body: { itemId: id, version: version ?? null, reason: reason.trim() } },
      {
        onSuccess: ({ holdId }) => {
          state.onClose()
          tellDone({ words: `${words} is held.`, onUndo: () => void lift(holdId) })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Hold ${words.charAt(0).toLowerCase()}${words.slice(1)}?`}
      submitWords={version === undefined ? 'Hold run' : `Hold version ${version}`}
      onSubmit={hold}
      canSubmit={reason.trim() !== ''}
      isWorking={isPending}
      fault={error}
    >
      <Text>Nobody can delete it permanently until the hold is lifted, nor does its time in Trash run out. It can still go to Trash.</Text>
      <Textarea
        label="What it is kept for"
        placeholder="paper in review"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={1000}
        autosize
        minRows={2}
        data-autofocus
      />
    </DialogForm>
  )
}

/** Opens the dialog that keeps a run, or one of its versions, from being deleted permanently. */
export function openHoldDialog(held: Held): void {
  openDialog((state) => <HoldDialog state={state} held={held} />)
}
