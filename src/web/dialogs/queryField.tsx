import { Stack, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useApi } from '../api/useApi.ts'
import { formatCount } from '../parts/format.ts'
import { QueryHelp } from '../parts/queryHelp.tsx'
import { QueryMistake } from '../parts/queryMistake.tsx'

interface QueryFieldProps {
  /** Runs with versions, as `lmc:2`; none: nothing is counted. */
  readonly runs: readonly string[]
  /** Instead of runs: the id of a sample. */
  readonly sample?: string | undefined
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Where a query is written: as it is typed it is checked, and the sources that it fits are counted. */
export function QueryField({ runs, sample, value, onChange }: QueryFieldProps) {
  const [asked] = useDebouncedValue(value, 250)
  const isCounted = sample !== undefined || runs.length > 0
  const ground = sample === undefined ? { run: [...runs] } : { sample }
  const { data, error, isPlaceholderData } = useApi('countSources', { query: { ...ground, q: asked } }, { enabled: isCounted })
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
        <QueryMistake text={value} fault={error} />
      ) : (
        <Text role="status" {...(isPlaceholderData ? { c: 'dimmed' } : {})}>
          {data && isCounted ? `${formatCount(data.count)} of ${formatCount(data.total)} sources` : 'Choose a run to count its sources.'}
        </Text>
      )}
      <QueryHelp />
    </Stack>
  )
}
