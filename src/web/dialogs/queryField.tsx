import { Code, Collapse, Stack, Table, Text, Textarea, UnstyledButton } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { sourceColumnNames } from '../../app/contract/sourceColumns.ts'
import type { ApiFault } from '../api/apiFault.ts'
import { useApi } from '../api/useApi.ts'
import { formatCount } from '../parts/format.ts'
import classes from './queryField.module.css'

interface QueryFieldProps {
  /** Runs with versions, as `lmc:2`; none: nothing is counted. */
  readonly runs: readonly string[]
  readonly value: string
  readonly onChange: (value: string) => void
}

const examples = [
  ['eta_peak > 3 and v_peak > 0.1', 'comparisons, joined with and, or, not and brackets'],
  ['n_meas between 3 and 20', 'both ends included'],
  ['new, not new, n_rel = 0', 'flags and numbers'],
  ['cone(05:30:00, -68:45:00, 30 arcmin)', 'within a great-circle distance'],
  ["name contains '0530'", 'text, in capitals or not'],
  ['eta_peak is known', 'a condition on what is unknown is not true'],
  ["tagged 'candidate' or favourite", 'as they are now'],
] as const

/** The text of a query with what was found in it marked. */
function Mistake({ text, fault }: { readonly text: string; readonly fault: ApiFault }) {
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

function Help() {
  const [isOpen, { toggle }] = useDisclosure(false)
  return (
    <div>
      <UnstyledButton onClick={toggle} aria-expanded={isOpen} className={classes.help}>
        {isOpen ? 'Hide' : 'Show'} how queries are written
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <Table aria-label="How queries are written" verticalSpacing={2}>
          <Table.Tbody>
            {examples.map(([query, words]) => (
              <Table.Tr key={query}>
                <Table.Td>
                  <Code>{query}</Code>
                </Table.Td>
                <Table.Td c="dimmed">{words}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text c="dimmed" size="sm" mt="xs">
          Columns: {sourceColumnNames.join(', ')}.
        </Text>
      </Collapse>
    </div>
  )
}

/** Where a query is written: as it is typed it is checked, and the sources that it fits are counted. */
export function QueryField({ runs, value, onChange }: QueryFieldProps) {
  const [asked] = useDebouncedValue(value, 250)
  const { data, error, isPlaceholderData } = useApi('countSources', { query: { run: [...runs], q: asked } }, { enabled: runs.length > 0 })
  const isOfQuery = error?.code.startsWith('query.') === true && asked === value
  return (
    <Stack gap="xs">
      <Textarea
        label="Which sources"
        placeholder="eta_peak > 3 and v_peak > 0.1"
        description="Empty: all of them."
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-invalid={isOfQuery}
        autosize
        minRows={2}
        classNames={{ input: 'site-mono' }}
        spellCheck={false}
      />
      {error && asked === value ? (
        <Mistake text={value} fault={error} />
      ) : (
        <Text role="status" {...(isPlaceholderData ? { c: 'dimmed' } : {})}>
          {data && runs.length > 0
            ? `${formatCount(data.count)} of ${formatCount(data.total)} sources`
            : 'Choose a run to count its sources.'}
        </Text>
      )}
      <Help />
    </Stack>
  )
}
