import { Code, Stack, Text } from '@mantine/core'
import type { ApiFault } from '../api/apiFault.ts'
import classes from './queryText.module.css'

/** The text of a query with what was found in it marked. */
export function QueryMistake({ text, fault }: { readonly text: string; readonly fault: ApiFault }) {
  const { column } = fault.data
  const at = typeof column === 'number' ? column - 1 : null
  return (
    <Stack gap={4} role="alert">
      {at !== null && (
        <Code block className={classes.mistake}>
          {text.slice(0, at)}
          <mark>{text.slice(at).match(/^(?:\w+|\s*\S?)/)?.[0] || '␣'}</mark>
          {text.slice(at).replace(/^(?:\w+|\s*\S?)/, '')}
        </Code>
      )}
      <Text size="sm">
        {fault.message} {fault.hint}
      </Text>
    </Stack>
  )
}
