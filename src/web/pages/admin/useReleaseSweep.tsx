import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ShownPlan } from '../../../app/contract/plan.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { tellDone } from '../../parts/notify.tsx'
import { PlanPanel } from '../../parts/planPanel.tsx'

function ReleaseDialog({ state, due }: { readonly state: DialogState; readonly due: ShownPlan }) {
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useCall('releaseSweep')
  const release = () =>
    mutate(
      { body: { reason, planHash: due.hash } },
      {
        onSuccess: () => {
          state.onClose()
          tellDone({ words: 'The sweep was released: what was due is being deleted.' })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title="Delete what is due permanently, and let the sweep go on?"
      submitWords="Delete permanently and go on"
      onSubmit={release}
      canSubmit={reason.trim() !== ''}
      isWorking={isPending}
      fault={error}
      size="lg"
      isFinal
    >
      <Text>Exactly this goes, for ever. Look at the clock of the server, and whether so much is meant to go.</Text>
      <PlanPanel shown={due} isFinal />
      <TextInput
        label="Reason"
        description="It stands in the history."
        placeholder="The server was off for a month"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </DialogForm>
  )
}

/** Opens the dialog that lets the sweep delete what is due although it has stopped. */
export function useReleaseSweep(): (due: ShownPlan) => void {
  return (due) => openDialog((state) => <ReleaseDialog state={state} due={due} />)
}
