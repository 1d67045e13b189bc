import { List, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCall } from '../api/useApi.ts'
import { tellDone } from '../parts/notify.tsx'
import { DialogForm } from './dialogForm.tsx'
import { openDialog, type DialogState } from './openDialog.ts'
import { tellOutcome } from './tellOutcome.tsx'

/** A sample that may be drawn again. */
export interface SampleToDraw {
  readonly id: string
  readonly name: string
  readonly query: string
  readonly origins: readonly { readonly run: string; readonly version: number }[]
}

interface DrawAgainDialogProps {
  readonly state: DialogState
  readonly sample: SampleToDraw
}

function DrawAgainDialog({ state, sample }: DrawAgainDialogProps) {
  const [name, setName] = useState('')
  const { mutate, isPending, error } = useCall('drawSampleAgain')
  const draw = () =>
    mutate(
      { params: { sample: sample.id }, body: name === '' ? {} : { name } },
      {
        onSuccess: ({ id }) => {
          state.onClose()
          tellDone({ words: `Sample ${sample.name} is being drawn again, as a new one. It comes to the list when it is done.` })
          tellOutcome('sample', name || `${sample.name}, drawn again,`, id)
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Draw sample ${sample.name} again`}
      submitWords="Draw sample again"
      onSubmit={draw}
      isWorking={isPending}
      fault={error}
    >
      <Text>A new sample is drawn by the same query, from the versions that the runs show now. This one stays as it is.</Text>
      <List spacing="xs" c="dimmed">
        {sample.origins.map(({ run, version }) => (
          <List.Item key={`${run} ${version}`}>
            {run}: version {version} was taken; now the one that is shown
          </List.Item>
        ))}
      </List>
      <TextInput
        label="Name"
        description="Default: this name with the next number behind it"
        placeholder={`${sample.name} 2`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
    </DialogForm>
  )
}

/** Opens the dialog that draws a sample again from what its runs show now. */
export function useDrawAgain(): (sample: SampleToDraw) => void {
  return (sample) => openDialog((state) => <DrawAgainDialog state={state} sample={sample} />)
}
