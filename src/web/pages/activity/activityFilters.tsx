import { Button, Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { activityGroupSchema, type ActivityGroup } from '../../../app/contract/activity.ts'
import type { ActivitySearch } from './activitySearch.ts'

const wordsOfGroup: Readonly<Record<ActivityGroup, string>> = {
  made: 'Made',
  work: 'Processed, restored',
  trash: 'Trash and holds',
  deleted: 'Deleted permanently',
  arranged: 'Renamed, moved, shared',
  people: 'People and tokens',
  settings: 'Settings',
}

const groups = activityGroupSchema.options.map((value) => ({ value, label: wordsOfGroup[value] }))

interface TextFilterProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A text that counts once it is whole: at Enter, or when the field is left. */
function TextFilter({ label, value, onChange }: TextFilterProps) {
  const [text, setText] = useState(value)
  return (
    <TextInput
      label={label}
      value={text}
      w={180}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => onChange(text.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onChange(text.trim())
      }}
    />
  )
}

interface ActivityFiltersProps {
  readonly search: ActivitySearch
  readonly onChange: (change: Partial<ActivitySearch>) => void
}

/** Who, what, which item, when. */
export function ActivityFilters({ search, onChange }: ActivityFiltersProps) {
  const { who, what, item, since, until } = search
  const isFiltered = [who, what, item, since, until].some((value) => value !== undefined)
  const none = { who: undefined, what: undefined, item: undefined, since: undefined, until: undefined }
  return (
    <Group gap="sm" align="flex-end" mb="md">
      <TextFilter key={`who ${who ?? ''}`} label="Who" value={who ?? ''} onChange={(text) => onChange({ who: text || undefined })} />
      <Select
        label="What"
        placeholder="Anything"
        data={groups}
        value={what ?? null}
        clearable
        w={200}
        onChange={(value) => onChange({ what: activityGroupSchema.safeParse(value).data })}
      />
      <TextFilter
        key={`item ${item ?? ''}`}
        label="Item, by name"
        value={item ?? ''}
        onChange={(text) => onChange({ item: text || undefined })}
      />
      <TextInput
        type="date"
        label="From (UTC)"
        value={since ?? ''}
        onChange={(event) => onChange({ since: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label="To (UTC)"
        value={until ?? ''}
        onChange={(event) => onChange({ until: event.currentTarget.value || undefined })}
      />
      {isFiltered && (
        <Button variant="subtle" size="sm" onClick={() => onChange(none)}>
          Show all
        </Button>
      )}
    </Group>
  )
}
