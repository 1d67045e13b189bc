import { Code, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { maxQueryNameLength } from '../../../../app/contract/savedQuery.ts'
import { useApi, useCall } from '../../../api/useApi.ts'
import { DialogForm } from '../../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../../dialogs/openDialog.ts'
import { tellDone } from '../../../parts/notify.tsx'

interface Saving {
  readonly runs: readonly string[]
  readonly query: string
}

function SaveQueryDialog({ state, saving }: { readonly state: DialogState; readonly saving: Saving }) {
  const [name, setName] = useState('')
  const [project, setProject] = useState<string | null>(null)
  const projects = useApi('listProjects', {})
  const { mutate, isPending, error } = useCall('saveQuery')
  const client = useQueryClient()
  const save = () =>
    mutate(
      { body: { name, runs: [...saving.runs], query: saving.query, project } },
      {
        onSuccess: () => {
          void client.invalidateQueries({ queryKey: ['listSavedQueries'] })
          tellDone({ words: `Query ${name} is saved` })
          state.onClose()
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title="Save this query"
      submitWords="Save query"
      onSubmit={save}
      canSubmit={name.trim() !== ''}
      isWorking={isPending}
      fault={error}
    >
      <Code block>{saving.query === '' ? 'all' : saving.query}</Code>
      <TextInput
        label="Name"
        description="Unique among your saved queries"
        value={name}
        maxLength={maxQueryNameLength}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Select
        label="Share with the members of a project"
        placeholder="Nobody: it is yours alone"
        data={(projects.data?.projects ?? []).map(({ id, name: words }) => ({ value: id, label: words }))}
        value={project}
        onChange={setProject}
        searchable
        clearable
      />
    </DialogForm>
  )
}

/** Opens the dialog that keeps a query under a name. */
export function useSaveQuery(): (saving: Saving) => void {
  return (saving) => openDialog((state) => <SaveQueryDialog state={state} saving={saving} />)
}
