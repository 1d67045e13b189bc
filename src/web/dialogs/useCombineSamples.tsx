import { Checkbox, MultiSelect, NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { mostCombined, mostRadiusArcsec, setOperators, type SetOperator } from '../../app/contract/sample.ts'
import { useApi, useCall } from '../api/useApi.ts'
import { tellDone } from '../parts/notify.tsx'
import { DialogForm } from './dialogForm.tsx'
import { openDialog, type DialogState } from './openDialog.ts'
import { ProjectField } from './projectField.tsx'
import { tellOutcome } from './tellOutcome.tsx'

/** A sample that may be combined with others. */
interface NamedSample {
  readonly id: string
  readonly name: string
}

const operatorWords: Readonly<Record<SetOperator, { readonly label: string; readonly description: string }>> = {
  and: { label: 'And', description: 'The sources that are in all of them' },
  or: { label: 'Or', description: 'The sources that are in any of them' },
  minus: { label: 'Minus', description: 'The sources that are in the first and in none of the others' },
}

const operatorOf = (text: string): SetOperator => setOperators.find((one) => one === text) ?? 'and'

interface SamplesFieldProps {
  readonly known: readonly NamedSample[]
  readonly value: readonly string[]
  readonly onChange: (ids: string[]) => void
}

function SamplesField({ known, value, onChange }: SamplesFieldProps) {
  const { data } = useApi('listSamples', { query: {} })
  const listed = data?.samples.map(({ id, name, project }) => ({ value: id, label: `${name} (${project})` })) ?? []
  const missing = known.filter(({ id }) => !listed.some((one) => one.value === id)).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <MultiSelect
      label="Samples"
      description={value.length < 2 ? 'Choose at least two' : undefined}
      data={[...listed, ...missing]}
      value={[...value]}
      onChange={onChange}
      maxValues={mostCombined}
      searchable
    />
  )
}

interface OperatorFieldProps {
  readonly value: SetOperator
  readonly onChange: (operator: SetOperator) => void
}

function OperatorField({ value, onChange }: OperatorFieldProps) {
  return (
    <Radio.Group label="How" value={value} onChange={(next) => onChange(operatorOf(next))}>
      <Stack gap="xs" mt={4}>
        {setOperators.map((operator) => (
          <Radio key={operator} value={operator} {...operatorWords[operator]} />
        ))}
      </Stack>
    </Radio.Group>
  )
}

interface RadiusFieldProps {
  readonly value: number | null
  readonly onChange: (radiusArcsec: number | null) => void
}

function RadiusField({ value, onChange }: RadiusFieldProps) {
  return (
    <Stack gap="xs">
      <Checkbox
        label="Sources are the same by position too"
        description="Else by run and id alone, whatever version they are from"
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? 5 : null)}
      />
      {value !== null && (
        <NumberInput
          label="Within, arcsec"
          value={value}
          onChange={(next) => onChange(typeof next === 'number' ? next : 0)}
          min={0}
          max={mostRadiusArcsec}
          decimalScale={3}
          maw={160}
        />
      )}
    </Stack>
  )
}

interface CombineDialogProps {
  readonly state: DialogState
  readonly samples: readonly NamedSample[]
  readonly onDone: (() => void) | undefined
}

function CombineDialog({ state, samples, onDone }: CombineDialogProps) {
  const [name, setName] = useState('')
  const [ids, setIds] = useState<readonly string[]>(samples.map(({ id }) => id))
  const [operator, setOperator] = useState<SetOperator>('and')
  const [first, setFirst] = useState<string | null>(null)
  const [radiusArcsec, setRadius] = useState<number | null>(null)
  const [project, setProject] = useState<string | null>(null)
  const { data } = useApi('listSamples', { query: {} })
  const { mutate, isPending, error } = useCall('combineSamples')
  const nameOf = (id: string) => [...samples, ...(data?.samples ?? [])].find((one) => one.id === id)?.name ?? id
  const leading = first !== null && ids.includes(first) ? first : (ids[0] ?? null)
  // By position the first decides which rows are kept.
  const hasFirst = (operator === 'minus' || radiusArcsec !== null) && ids.length > 1
  const ordered = leading === null ? ids : [leading, ...ids.filter((id) => id !== leading)]
  const combine = () =>
    mutate(
      { body: { name, samples: [...ordered], operator, radiusArcsec, ...(project === null ? {} : { project }) } },
      {
        onSuccess: ({ id }) => {
          state.onClose()
          onDone?.()
          tellDone({ words: `Sample ${name} is being made. It comes to the list when it is done.` })
          tellOutcome('sample', name, id)
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title="Combine samples"
      submitWords="Combine samples"
      onSubmit={combine}
      canSubmit={name !== '' && ids.length > 1}
      isWorking={isPending}
      fault={error}
    >
      <TextInput
        label="Name"
        description="Of the new sample; the others stay as they are"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <SamplesField known={samples} value={ids} onChange={setIds} />
      <OperatorField value={operator} onChange={setOperator} />
      {hasFirst && (
        <Select
          label="The first"
          description={
            operator === 'minus' ? 'The others are taken away from it' : 'Where sources are near each other, its sources are kept'
          }
          data={ids.map((id) => ({ value: id, label: nameOf(id) }))}
          value={leading}
          onChange={setFirst}
          allowDeselect={false}
        />
      )}
      <RadiusField value={radiusArcsec} onChange={setRadius} />
      <ProjectField value={project} onChange={setProject} />
    </DialogForm>
  )
}

/** Opens the dialog that combines samples to a new one. */
export function useCombineSamples(): (samples: readonly NamedSample[], onDone?: () => void) => void {
  return (samples, onDone) => openDialog((state) => <CombineDialog state={state} samples={samples} onDone={onDone} />)
}
