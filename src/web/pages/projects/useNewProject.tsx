import { Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { maxDescriptionLength } from '../../../app/contract/item.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { addressOfItem } from '../../parts/itemAddress.ts'

function NewProjectDialog({ state }: { readonly state: DialogState }) {
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const { mutate, isPending, error } = useCall('createProject')
  const navigate = useNavigate()
  const create = () =>
    mutate(
      { body: { name, description } },
      {
        onSuccess: ({ id }) => {
          state.onClose()
          void navigate({ to: addressOfItem('project', id) })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title="New project"
      submitWords="Create project"
      onSubmit={create}
      canSubmit={name !== ''}
      isWorking={isPending}
      fault={null}
    >
      <TextInput
        label="Name"
        placeholder="LMC 2026"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={error && `${error.message} ${error.hint}`}
        data-autofocus
      />
      <Textarea
        label="Description"
        description="What it is for"
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
        maxLength={maxDescriptionLength}
        autosize
        minRows={2}
      />
    </DialogForm>
  )
}

/** Opens the dialog that makes a project, and leads to it. */
export function useNewProject(): () => void {
  return () => openDialog((state) => <NewProjectDialog state={state} />)
}
