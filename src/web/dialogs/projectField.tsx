import { Select } from '@mantine/core'
import { useApi } from '../api/useApi.ts'

interface ProjectFieldProps {
  readonly value: string | null
  readonly onChange: (project: string | null) => void
}

/** Where the project is chosen that something new goes to. */
export function ProjectField({ value, onChange }: ProjectFieldProps) {
  const { data } = useApi('listProjects', {})
  const places = (data?.projects ?? []).filter(({ mayCreate, words }) => mayCreate && words !== 'Deleting')
  if (places.length < 2) return null
  return (
    <Select
      label="Project"
      placeholder="Where new runs go"
      data={places.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      searchable
      clearable
    />
  )
}
