import { Autocomplete } from '@mantine/core'
import type { CSSProperties } from 'react'
import { useApi } from '../api/useApi.ts'

interface PersonFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (name: string) => void
  /** Names that make no sense here: the owner, who has access already. */
  readonly without: readonly string[]
  readonly error?: string | null
  readonly hasFocus?: boolean
  readonly style?: CSSProperties
}

/** Where a user is named: those that there are are offered as one types. */
export function PersonField({ label, value, onChange, without, error = null, hasFocus = false, style }: PersonFieldProps) {
  const { data } = useApi('listPeople', {})
  const names = (data?.people ?? []).map(({ name }) => name).filter((name) => !without.includes(name))
  return (
    <Autocomplete
      label={label}
      placeholder="Name of a user"
      data={names}
      value={value}
      onChange={onChange}
      error={error}
      autoComplete="off"
      limit={50}
      maxDropdownHeight={240}
      openOnFocus={false}
      size="sm"
      {...(hasFocus ? { 'data-autofocus': true } : {})}
      {...(style ? { style } : {})}
    />
  )
}
