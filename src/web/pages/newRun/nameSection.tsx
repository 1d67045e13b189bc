import { Select, Stack, Textarea } from '@mantine/core'
import { useApi } from '../../api/useApi.ts'
import { RunNameField } from '../../parts/runNameField.tsx'
import type { NewRunForm } from './newRunForm.ts'
import { NewRunSection } from './newRunSection.tsx'

const maxDescription = 240

interface NameSectionProps {
  readonly form: NewRunForm
  readonly onChange: (change: Partial<NewRunForm>) => void
}

/** What the run is called, what it is for, where it goes. */
export function NameSection({ form: { name, description, project }, onChange }: NameSectionProps) {
  const { data } = useApi('listProjects', {})
  const places = (data?.projects ?? []).filter(({ mayCreate }) => mayCreate)
  return (
    <NewRunSection title="Name">
      <Stack gap="md" maw={560}>
        <RunNameField name={name} onChange={(next) => onChange({ name: next })} label="Name" />
        <Textarea
          label="What it is for"
          description={`${maxDescription - description.length} characters left`}
          value={description}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
          maxLength={maxDescription}
          autosize
          minRows={1}
          maxRows={4}
        />
        {places.length > 1 && (
          <Select
            label="Project"
            description="Who is a member of it can read the run."
            placeholder="Where your new runs go"
            data={places.map(({ id, name }) => ({ value: id, label: name }))}
            value={project}
            onChange={(value) => onChange({ project: value })}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': 'Where your new runs go' }}
            nothingFoundMessage="No project of that name that you may put runs into"
          />
        )}
      </Stack>
    </NewRunSection>
  )
}
