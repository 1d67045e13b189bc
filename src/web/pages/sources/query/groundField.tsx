import { MultiSelect, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { useApi } from '../../../api/useApi.ts'

/** What sources are of: runs (none: all of them), a project or a sample. */
export interface Ground {
  readonly run?: string[] | undefined
  readonly project?: string | undefined
  readonly sample?: string | undefined
}

interface GroundFieldProps {
  readonly ground: Ground
  readonly onChange: (ground: Ground) => void
}

const kinds = [
  { value: 'run', label: 'Runs' },
  { value: 'project', label: 'A project' },
  { value: 'sample', label: 'A sample' },
] as const

type Kind = (typeof kinds)[number]['value']

function RunsField({ value, onChange }: { readonly value: readonly string[]; readonly onChange: (runs: string[]) => void }) {
  const { data } = useApi('listRuns', { query: {} })
  const names = (data?.runs ?? []).filter(({ version }) => version !== null).map(({ name }) => name)
  return (
    <MultiSelect
      size="xs"
      aria-label="Runs"
      placeholder={value.length === 0 ? 'All runs' : ''}
      data={[...new Set([...names, ...value])]}
      value={[...value]}
      onChange={onChange}
      searchable
      clearable
    />
  )
}

function ProjectField({ value, onChange }: { readonly value: string | undefined; readonly onChange: (project: string | null) => void }) {
  const { data } = useApi('listProjects', {})
  const projects = (data?.projects ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      size="xs"
      aria-label="Project"
      placeholder="Choose a project"
      data={projects}
      value={value ?? null}
      onChange={onChange}
      searchable
    />
  )
}

function SampleField({ value, onChange }: { readonly value: string | undefined; readonly onChange: (sample: string | null) => void }) {
  const { data } = useApi('listSamples', { query: {} })
  const samples = (data?.samples ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      size="xs"
      aria-label="Sample"
      placeholder="Choose a sample"
      data={samples}
      value={value ?? null}
      onChange={onChange}
      searchable
    />
  )
}

/** Where it is chosen what sources are looked for in. */
export function GroundField({ ground, onChange }: GroundFieldProps) {
  const asked: Kind = ground.sample === undefined ? (ground.project === undefined ? 'run' : 'project') : 'sample'
  const [chosen, setChosen] = useState<Kind>(asked)
  const kind = asked !== 'run' || ground.run ? asked : chosen
  const choose = (next: string | null) => {
    const found = kinds.find(({ value }) => value === next)
    if (!found) return
    setChosen(found.value)
    if (found.value !== asked) onChange({})
  }
  return (
    <Stack gap={4}>
      <Select size="xs" label="Sources of" data={[...kinds]} value={kind} onChange={choose} allowDeselect={false} />
      {kind === 'run' && <RunsField value={ground.run ?? []} onChange={(run) => onChange(run.length > 0 ? { run } : {})} />}
      {kind === 'project' && <ProjectField value={ground.project} onChange={(project) => onChange(project ? { project } : {})} />}
      {kind === 'sample' && <SampleField value={ground.sample} onChange={(sample) => onChange(sample ? { sample } : {})} />}
    </Stack>
  )
}
