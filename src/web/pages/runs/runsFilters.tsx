import { Group, SegmentedControl, Select } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { runFilterStatuses, type RunFilterStatus } from '../../../app/contract/runRow.ts'
import { SearchField } from '../../parts/searchField.tsx'
import type { RunsSearch } from './runsSearch.ts'

const wordsOfStatus: Readonly<Record<RunFilterStatus, string>> = {
  atWork: 'At work',
  initialised: 'Initialised',
  completed: 'Completed',
  failed: 'Error',
  cancelled: 'Cancelled',
  deleting: 'Deleting',
}

interface RunsFiltersProps {
  readonly search: RunsSearch
  readonly onChange: (change: Partial<RunsSearch>) => void
  readonly projects: readonly string[]
}

function SearchBox({ search: { q = '' }, onChange }: Pick<RunsFiltersProps, 'search' | 'onChange'>) {
  const [text, setText] = useState(q)
  const asked = useRef(q)
  const ask = useDebouncedCallback((next: string) => {
    asked.current = next.trim()
    onChange({ q: asked.current === '' ? undefined : asked.current })
  }, 200)
  useEffect(() => {
    if (q === asked.current) return
    asked.current = q
    setText(q)
  }, [q])
  const change = (next: string) => {
    setText(next)
    ask(next)
  }
  return <SearchField label="Search runs" value={text} onChange={change} />
}

/** Search and filters of the list of runs; all of them stand in the address. */
export function RunsFilters({ search, onChange, projects }: RunsFiltersProps) {
  return (
    <Group gap="sm" mb="sm">
      <SearchBox search={search} onChange={onChange} />
      <Select
        aria-label="Status"
        placeholder="Any status"
        data={runFilterStatuses.map((value) => ({ value, label: wordsOfStatus[value] }))}
        value={search.status ?? null}
        onChange={(value) => onChange({ status: runFilterStatuses.find((status) => status === value) })}
        clearable
        clearButtonProps={{ 'aria-label': 'Any status' }}
        w={150}
      />
      <Select
        aria-label="Project"
        placeholder="Any project"
        data={[...projects]}
        value={search.project ?? null}
        onChange={(value) => onChange({ project: value ?? undefined })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Any project' }}
        nothingFoundMessage="No project of that name"
        w={180}
      />
      <SegmentedControl
        aria-label="Owner"
        size="sm"
        data={[
          { value: 'all', label: 'All' },
          { value: 'mine', label: 'Mine' },
        ]}
        value={search.owner ?? 'all'}
        onChange={(value) => onChange({ owner: value === 'mine' ? 'mine' : undefined })}
      />
    </Group>
  )
}
