import { NumberInput, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import type { ProjectDetails } from '../../../app/contract/project.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { retentionWords } from './retentionWords.ts'

type Kept = Pick<ProjectDetails, 'id' | 'name' | 'retentionDays' | 'hasOwnRetention' | 'usualRetentionDays'>

interface RetentionDialogProps {
  readonly state: DialogState
  readonly project: Kept
}

type Rule = 'server' | 'days' | 'ever'

function RetentionDialog({ state, project }: RetentionDialogProps) {
  const { retentionDays, hasOwnRetention, usualRetentionDays } = project
  const [rule, setRule] = useState<Rule>(!hasOwnRetention ? 'server' : retentionDays === 0 ? 'ever' : 'days')
  const [days, setDays] = useState<number | string>(retentionDays || 30)
  const { mutate, isPending, error } = useCall('setProjectRetention')
  const wanted = rule === 'server' ? null : rule === 'ever' ? 0 : Number(days)
  const save = () => mutate({ params: { project: project.id }, body: { days: wanted } }, { onSuccess: state.onClose })
  return (
    <DialogForm
      state={state}
      title={`Days in Trash of project ${project.name}`}
      submitWords="Save days in Trash"
      onSubmit={save}
      canSubmit={rule !== 'days' || (typeof days === 'number' && days >= 1)}
      isWorking={isPending}
      fault={error}
    >
      <Radio.Group
        label="What goes to the Trash of this project from now on"
        description="What is in Trash already keeps the day that it was given."
        value={rule}
        onChange={(value) => setRule(value === 'ever' || value === 'days' ? value : 'server')}
      >
        <Stack gap="sm" mt="sm">
          <Radio value="server" label={`As the server is set: ${retentionWords(usualRetentionDays)}`} />
          <Radio value="days" label="Is deleted permanently after" />
          <NumberInput
            aria-label="Days"
            suffix=" days"
            min={1}
            max={36_500}
            allowDecimal={false}
            value={days}
            onChange={setDays}
            disabled={rule !== 'days'}
            w={160}
            ml={28}
          />
          <Radio value="ever" label="Stays until somebody deletes it" />
        </Stack>
      </Radio.Group>
    </DialogForm>
  )
}

/** Opens the dialog that sets how long what goes to the Trash of a project stays there. */
export function useRetention(): (project: Kept) => void {
  return (project) => openDialog((state) => <RetentionDialog state={state} project={project} />)
}
