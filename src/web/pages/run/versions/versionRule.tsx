import { NumberInput, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useApi, useCall } from '../../../api/useApi.ts'
import { DialogForm } from '../../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../../dialogs/openDialog.ts'
import { tellDone } from '../../../parts/notify.tsx'

interface RuleDialogProps {
  readonly state: DialogState
  readonly run: { readonly id: string; readonly name: string }
  readonly keepLast: number | null
}

function Consequences({ runId, count }: { readonly runId: string; readonly count: number }) {
  const { data } = useApi('planVersionRule', { params: { run: runId }, query: { keepLast: count } })
  if (!data) return null
  const spared = data.kept.filter(({ reasons }) => reasons.some((reason) => !/^(it is shown|one of the last)/.test(reason)))
  return (
    <Stack gap="xs">
      <Text>
        {data.leaving.length === 0
          ? 'No version goes to Trash now.'
          : `To Trash now: ${data.leaving.length === 1 ? 'version' : 'versions'} ${data.leaving.toSorted((a, b) => a - b).join(', ')}.`}
      </Text>
      {spared.map(({ number, reasons }) => (
        <Text key={number} c="dimmed">
          Version {number} stays: {reasons.join(', ')}.
        </Text>
      ))}
    </Stack>
  )
}

function RuleDialog({ state, run, keepLast }: RuleDialogProps) {
  const [isLimited, setLimited] = useState(keepLast !== null)
  const [count, setCount] = useState(keepLast ?? 5)
  const { mutate, isPending, error } = useCall('setVersionRule')
  const save = () =>
    mutate(
      { params: { run: run.id }, body: { keepLast: isLimited ? count : null } },
      {
        onSuccess: ({ versions }) => {
          state.onClose()
          const went =
            versions.length === 0 ? '' : ` ${versions.length === 1 ? 'Version' : 'Versions'} ${versions.join(', ')} went to Trash.`
          tellDone({ words: `${run.name} keeps ${isLimited ? `its last ${count} versions` : 'all its versions'}.${went}` })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Which versions does run ${run.name} keep?`}
      submitWords={isLimited ? `Keep the last ${count}` : 'Keep all versions'}
      onSubmit={save}
      canSubmit={!isLimited || count >= 1}
      isWorking={isPending}
      fault={error}
    >
      <Radio.Group
        value={isLimited ? 'last' : 'all'}
        onChange={(value) => setLimited(value === 'last')}
        aria-label="Which versions are kept"
      >
        <Stack gap="sm">
          <Radio value="all" label="All of them" />
          <Radio value="last" label="The newest ones; older versions go to Trash after each change" />
        </Stack>
      </Radio.Group>
      {isLimited && (
        <>
          <NumberInput
            label="How many"
            description="The version that is shown, and versions that are held, stay in any case."
            value={count}
            onChange={(value) => setCount(Number(value))}
            min={1}
            max={1000}
            allowDecimal={false}
            w={160}
          />
          {count >= 1 && <Consequences runId={run.id} count={count} />}
        </>
      )}
    </DialogForm>
  )
}

/** Opens the dialog that sets how many of its newest versions a run keeps. */
export function openVersionRule(run: { readonly id: string; readonly name: string }, keepLast: number | null): void {
  openDialog((state) => <RuleDialog state={state} run={run} keepLast={keepLast} />)
}
