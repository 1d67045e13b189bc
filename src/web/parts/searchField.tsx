import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'

interface SearchFieldProps {
  /** What it searches, such as `Search samples`. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Where a list is searched; Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onChange('')
      }}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={value !== '' && <CloseButton size="sm" aria-label="Empty the search" onClick={() => onChange('')} />}
      w={280}
      maw="100%"
    />
  )
}
