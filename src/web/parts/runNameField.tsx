import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useApi } from '../api/useApi.ts'

interface RunNameField {
  readonly name: string
  readonly onChange: (name: string) => void
  readonly label: string
  readonly isFocused?: boolean
}

/** What the server says of a name as it is typed: why it cannot be; null where it can, or is not known yet. */
export function useRunName(name: string): { readonly problem: string | null; readonly isFree: boolean } {
  const [asked] = useDebouncedValue(name, 250)
  const { data, isPlaceholderData } = useApi('checkRunName', { params: { name: asked } }, { enabled: asked !== '' })
  const isKnown = asked === name && name !== '' && data !== undefined && !isPlaceholderData
  const problem = isKnown && data.problem ? `${data.problem.message} ${data.problem.hint}` : null
  return { problem, isFree: isKnown && problem === null }
}

/** The name of a new run, checked while it is typed. */
export function RunNameField({ name, onChange, label, isFocused = false }: RunNameField) {
  const { problem, isFree } = useRunName(name)
  return (
    <TextInput
      label={label}
      description={isFree ? 'This name is free.' : 'Letters, digits, ., _ and -, at most 64. It is the name of its directory too.'}
      placeholder="lmc-2026"
      value={name}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
      required
      autoComplete="off"
      spellCheck={false}
      {...(isFocused ? { 'data-autofocus': true } : {})}
    />
  )
}
