import { Button, Group, Menu, SegmentedControl, Select } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconColumns3 } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { runFilterStatuses, type RunFilterStatus } from '../../../app/contract/runRow.ts'
import { SearchField } from '../../parts/searchField.tsx'
import { runsColumns } from './runsColumns.tsx'
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
  readonly columns: readonly string[]
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

function ColumnMenu({ columns, onChange }: Pick<RunsFiltersProps, 'columns' | 'onChange'>) {
  const toggle = (id: string) => {
    const next = columns.includes(id) ? columns.filter((each) => each !== id) : [...columns, id]
    onChange({ columns: next.filter((each) => each !== 'name').join(',') })
  }
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="sm" leftSection={<IconColumns3 size={16} aria-hidden="true" />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {runsColumns
          .filter(({ id }) => id !== 'name')
          .map(({ id, header }) => (
            <Menu.CheckboxItem key={id} checked={columns.includes(id)} onChange={() => toggle(id)}>
              {header}
            </Menu.CheckboxItem>
          ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onChange({ columns: undefined })}>The usual columns</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Search, filters and columns of the list of runs; all of them stand in the address. */
export function RunsFilters({ search, onChange, projects, columns }: RunsFiltersProps) {
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
      <ColumnMenu columns={columns} onChange={onChange} />
    </Group>
  )
}
