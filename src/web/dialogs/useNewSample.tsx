import { Button, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi, useCall } from '../api/useApi.ts'
import { tellDone } from '../parts/notify.tsx'
import { DialogForm } from './dialogForm.tsx'
import { openDialog, type DialogState } from './openDialog.ts'
import { ProjectField } from './projectField.tsx'
import { QueryField } from './queryField.tsx'
import { asRunVersion, RunVersionField, type ChosenVersion } from './runVersionField.tsx'
import { tellOutcome } from './tellOutcome.tsx'

/** What the dialog begins with. */
export interface SampleStart {
  readonly from?: ChosenVersion | readonly ChosenVersion[]
  /** Which sources, as text. */
  readonly query?: string
  readonly project?: string
  /** Instead of runs: the id of the sample that the new one is a part of. */
  readonly sample?: string | undefined
}

interface NewSampleDialogProps {
  readonly state: DialogState
  readonly start: SampleStart
}

function asAsked({ run, version }: ChosenVersion): string {
  return version === null ? run : `${run}:${version}`
}

interface FromFieldsProps {
  readonly from: readonly (ChosenVersion | null)[]
  readonly onChange: (from: readonly (ChosenVersion | null)[]) => void
}

function FromFields({ from, onChange }: FromFieldsProps) {
  return (
    <Stack gap="sm" align="stretch">
      {from.map((one, index) => (
        <RunVersionField
          // oxlint-disable-next-line react/no-array-index-key -- a row is known by its place alone
          key={index}
          label={index === 0 ? 'From run' : 'And from run'}
          value={one}
          onChange={(next) => onChange(from.with(index, next))}
          onRemove={from.length > 1 ? () => onChange(from.toSpliced(index, 1)) : undefined}
        />
      ))}
      <Button
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        style={{ alignSelf: 'flex-start' }}
        disabled={from.includes(null)}
        onClick={() => onChange([...from, null])}
      >
        Add another run
      </Button>
    </Stack>
  )
}

function OfSample({ sample }: { readonly sample: string }) {
  const { data } = useApi('showSample', { params: { sample } })
  return (
    <Text>
      A part of sample <b>{data?.name}</b>. The new one has its own copy of the sources, and names the sample that they are from.
    </Text>
  )
}

function fromOf({ from }: SampleStart): readonly (ChosenVersion | null)[] {
  if (from === undefined) return [null]
  return 'run' in from ? [from] : from
}

function NewSampleDialog({ state, start }: NewSampleDialogProps) {
  const [name, setName] = useState('')
  const [from, setFrom] = useState<readonly (ChosenVersion | null)[]>(() => fromOf(start))
  const [query, setQuery] = useState(start.query ?? '')
  const [project, setProject] = useState<string | null>(start.project ?? null)
  const [description, setDescription] = useState('')
  const { mutate, isPending, error } = useCall('drawSample')
  const chosen = from.filter((one) => one !== null)
  const { sample } = start
  const origin = sample ? { sample } : { from: chosen.map(asRunVersion) }
  const draw = () =>
    mutate(
      { body: { name, description, query, ...origin, ...(project === null ? {} : { project }) } },
      {
        onSuccess: ({ id }) => {
          state.onClose()
          tellDone({ words: `Sample ${name} is being drawn. It comes to the list when it is done.` })
          tellOutcome('sample', name, id)
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title="New sample"
      submitWords="Draw sample"
      onSubmit={draw}
      canSubmit={name !== '' && (sample !== undefined || chosen.length > 0)}
      isWorking={isPending}
      fault={error}
      size="lg"
    >
      <TextInput
        label="Name"
        description="Unique among the samples of its project"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      {sample ? <OfSample sample={sample} /> : <FromFields from={from} onChange={setFrom} />}
      <QueryField sample={sample} runs={chosen.map(asAsked)} value={query} onChange={setQuery} />
      <ProjectField value={project} onChange={setProject} />
      <TextInput label="Description" value={description} onChange={(event) => setDescription(event.currentTarget.value)} maxLength={240} />
    </DialogForm>
  )
}

/** Opens the dialog that draws a sample: freezes the sources of runs that a query is true of. */
export function useNewSample(): (start?: SampleStart) => void {
  return (start = {}) => openDialog((state) => <NewSampleDialog state={state} start={start} />)
}
