import { SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { etaVParametersSchema, type EtaVParameters } from '../../app/contract/etaVParameters.ts'
import { useApi, useCall } from '../api/useApi.ts'
import { tellDone } from '../parts/notify.tsx'
import { DialogForm } from './dialogForm.tsx'
import { EtaVFields } from './etaVFields.tsx'
import { openDialog, type DialogState } from './openDialog.ts'
import { ProjectField } from './projectField.tsx'
import { QueryField } from './queryField.tsx'
import { asRunVersion, RunVersionField, type ChosenVersion } from './runVersionField.tsx'
import { tellOutcome } from './tellOutcome.tsx'

/** What an analysis is made of: a version of a run, or a sample by its id. */
type Subject =
  | { readonly kind: 'run'; readonly chosen: ChosenVersion | null; readonly query?: string }
  | { readonly kind: 'sample'; readonly id: string | null }

/** What the dialog begins with. */
export interface AnalysisStart {
  readonly of?: Subject
  readonly project?: string
  readonly parameters?: Partial<EtaVParameters>
}

interface SubjectFieldProps {
  readonly value: Subject
  readonly onChange: (value: Subject) => void
}

function SubjectField({ value, onChange }: SubjectFieldProps) {
  const samples = useApi('listSamples', { query: {} })
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="What it is made of"
        data={[
          { value: 'run', label: 'A version of a run' },
          { value: 'sample', label: 'A sample' },
        ]}
        value={value.kind}
        onChange={(kind) => onChange(kind === 'sample' ? { kind, id: null } : { kind: 'run', chosen: null })}
      />
      {value.kind === 'run' ? (
        <>
          <RunVersionField label="Run" value={value.chosen} onChange={(chosen) => onChange({ ...value, chosen })} />
          <QueryField
            runs={value.chosen ? [asAsked(value.chosen)] : []}
            value={value.query ?? ''}
            onChange={(query) => onChange({ ...value, query })}
          />
        </>
      ) : (
        <Select
          label="Sample"
          placeholder="Type to search"
          data={(samples.data?.samples ?? []).map(({ id, name, project }) => ({ value: id, label: `${project} / ${name}` }))}
          value={value.id}
          onChange={(id) => onChange({ kind: 'sample', id })}
          searchable
          nothingFoundMessage="No sample of that name"
        />
      )}
    </Stack>
  )
}

function asAsked({ run, version }: ChosenVersion): string {
  return version === null ? run : `${run}:${version}`
}

function asOf(subject: Subject) {
  if (subject.kind === 'sample') return subject.id === null ? null : { sample: subject.id }
  const { chosen, query = '' } = subject
  return chosen && { ...asRunVersion(chosen), ...(query.trim() === '' ? {} : { query }) }
}

interface NewAnalysisDialogProps {
  readonly state: DialogState
  readonly start: AnalysisStart
}

function NewAnalysisDialog({ state, start }: NewAnalysisDialogProps) {
  const [name, setName] = useState('')
  const [subject, setSubject] = useState<Subject>(start.of ?? { kind: 'run', chosen: null })
  const [parameters, setParameters] = useState<EtaVParameters>(() => etaVParametersSchema.parse(start.parameters ?? {}))
  const [project, setProject] = useState<string | null>(start.project ?? null)
  const { mutate, isPending, error } = useCall('makeAnalysis')
  const of = asOf(subject)
  const make = () =>
    of &&
    mutate(
      { body: { name, of, parameters, ...(project === null ? {} : { project }) } },
      {
        onSuccess: ({ id }) => {
          state.onClose()
          tellDone({ words: `Analysis ${name} is being made. It comes to the list when it is done.` })
          tellOutcome('analysis', name, id)
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title="New analysis"
      submitWords="Make analysis"
      onSubmit={make}
      canSubmit={name !== '' && of !== null && etaVParametersSchema.safeParse(parameters).success}
      isWorking={isPending}
      fault={error}
      size="lg"
    >
      <TextInput
        label="Name"
        description="Unique among the analyses of its project"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <SubjectField value={subject} onChange={setSubject} />
      <EtaVFields value={parameters} onChange={setParameters} />
      <ProjectField value={project} onChange={setProject} />
      <Text c="dimmed">
        A Gaussian is fitted to the logarithms of eta and of V; candidates are above both thresholds (Rowlinson et al. 2019, Astronomy &
        Computing 27, 111). The outcome is frozen: it stays as it is whatever becomes of the run.
      </Text>
    </DialogForm>
  )
}

/** Opens the dialog that makes an eta-V analysis of a version of a run, or of a sample. */
export function useNewAnalysis(): (start?: AnalysisStart) => void {
  return (start = {}) => openDialog((state) => <NewAnalysisDialog state={state} start={start} />)
}
