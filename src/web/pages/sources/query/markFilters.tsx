import { Checkbox, Input, SegmentedControl, Stack, TagsInput } from '@mantine/core'
import { useId } from 'react'
import { useApi } from '../../../api/useApi.ts'
import { setRange, type QueryParts } from './queryParts.ts'

interface MarkFiltersProps {
  readonly parts: QueryParts
  /** The run whose tags are offered; null where several are asked. */
  readonly run: string | null
  readonly onChange: (parts: QueryParts) => void
}

interface ChoiceProps {
  readonly label: string
  readonly words: readonly [any: string, yes: string, no: string]
  readonly value: boolean | null
  readonly onChange: (value: boolean | null) => void
}

function Choice({ label, words, value, onChange }: ChoiceProps) {
  const id = useId()
  const [any, yes, no] = words
  return (
    <Input.Wrapper label={label} size="xs" labelProps={{ id, component: 'div' }}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-labelledby={id}
        data={[
          { value: 'any', label: any },
          { value: 'yes', label: yes },
          { value: 'no', label: no },
        ]}
        value={value === null ? 'any' : value ? 'yes' : 'no'}
        onChange={(next) => onChange(next === 'any' ? null : next === 'yes')}
      />
    </Input.Wrapper>
  )
}

const none = { min: { value: 0, isOpen: false }, max: { value: 0, isOpen: false } }

/** What sources are marked as: new, without siblings, tagged, favourites. */
export function MarkFilters({ parts, run, onChange }: MarkFiltersProps) {
  const tags = useApi('listTags', { params: { run: run ?? '' } }, { enabled: run !== null })
  const siblings = parts.ranges.n_sibl
  const hasNone = siblings?.max?.value === 0 && !siblings.max.isOpen
  const known = tags.data?.tags.slice() ?? []
  return (
    <Stack gap="sm">
      <Choice
        label="New sources"
        words={['All', 'New', 'Not new']}
        value={parts.isNew}
        onChange={(isNew) => onChange({ ...parts, isNew })}
      />
      <Checkbox
        size="xs"
        label="Without siblings"
        checked={hasNone}
        onChange={(event) => onChange(setRange(parts, 'n_sibl', event.currentTarget.checked ? none : { min: null, max: null }))}
      />
      <TagsInput
        size="xs"
        label="With all of these tags"
        data={known}
        value={[...parts.tagsIn]}
        onChange={(tagsIn) => onChange({ ...parts, tagsIn })}
      />
      <TagsInput
        size="xs"
        label="With none of these tags"
        data={known}
        value={[...parts.tagsOut]}
        onChange={(tagsOut) => onChange({ ...parts, tagsOut })}
      />
      <Choice
        label="Your favourites"
        words={['All', 'Only', 'None']}
        value={parts.isFavourite}
        onChange={(isFavourite) => onChange({ ...parts, isFavourite })}
      />
    </Stack>
  )
}
