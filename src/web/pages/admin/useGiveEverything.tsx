import { Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { UserRecord } from '../../../app/contract/administration.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { tellDone } from '../../parts/notify.tsx'
import { countWords } from './countWords.ts'

interface Giving {
  readonly user: UserRecord
  /** Who may be given it. */
  readonly names: readonly string[]
}

function GiveEverythingDialog({ state, giving: { user, names } }: { readonly state: DialogState; readonly giving: Giving }) {
  const [to, setTo] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useCall('giveEverything')
  const give = () =>
    mutate(
      { params: { user: user.id }, body: { to: to ?? '', reason } },
      {
        onSuccess: ({ given }) => {
          state.onClose()
          const owns = { projects: given.project, runs: given.run, samples: given.sample, analyses: given.analysis }
          tellDone({ words: `${to} owns now what was of ${user.name}: ${countWords(owns)}.` })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Give everything of ${user.name} to whom?`}
      submitWords="Give everything"
      onSubmit={give}
      canSubmit={to !== null && reason.trim() !== ''}
      isWorking={isPending}
      fault={error}
    >
      <Text>
        {user.name} owns {countWords(user.owns)}, the Trash included. All of it changes hands in one step, and the images that they
        ingested. It stays in the projects where it is, and {user.name} keeps no share in it.
      </Text>
      <Select
        label="New owner"
        data={[...names]}
        value={to}
        onChange={setTo}
        searchable
        data-autofocus
        nothingFoundMessage="No such user"
      />
      <TextInput
        label="Reason"
        description="It stands in the history."
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogForm>
  )
}

/** Opens the dialog that gives all that one user has to another. */
export function useGiveEverything(): (giving: Giving) => void {
  return (giving) => openDialog((state) => <GiveEverythingDialog state={state} giving={giving} />)
}
