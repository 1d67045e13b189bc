import { Accordion, Badge, Button, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { parseSourceQuery } from '../../../../app/contract/query/parseSourceQuery.ts'
import type { SourcesPage } from '../../../../app/contract/sources.ts'
import { useApi } from '../../../api/useApi.ts'
import { ConeFilter } from './coneFilter.tsx'
import { filterGroups, type FilterGroup } from './filterGroups.ts'
import classes from './filters.module.css'
import { GroundField, type Ground } from './groundField.tsx'
import { MarkFilters } from './markFilters.tsx'
import { NamesFilter } from './namesFilter.tsx'
import { partsOf, setRange, textOf, type QueryParts, type Range } from './queryParts.ts'
import { RangeFilter } from './rangeFilter.tsx'

type Column = SourcesPage['columns'][number]

interface FilterPanelProps {
  readonly ground: Ground
  readonly q: string
  /** The columns of sources, once they are known. */
  readonly columns: readonly Column[]
  readonly onGround: (ground: Ground) => void
  readonly onQuery: (q: string) => void
}

const open: Range = { min: null, max: null }

interface GroupsProps extends Pick<FilterPanelProps, 'ground' | 'q' | 'columns'> {
  readonly parts: QueryParts
  readonly onChange: (parts: QueryParts) => void
}

function activeIn({ fields }: FilterGroup, { ranges }: QueryParts): number {
  return fields.filter(({ column }) => ranges[column]).length
}

function RangeGroups({ ground, q, columns, parts, onChange }: GroupsProps) {
  const [opened, setOpened] = useState<string[]>(['variability'])
  const wanted = filterGroups.filter(({ id }) => opened.includes(id)).flatMap(({ fields }) => fields.map(({ column }) => column))
  const [asked] = useDebouncedValue({ ...ground, q, column: wanted }, 150)
  const { data } = useApi('showHistograms', { query: asked }, { enabled: asked.column.length > 0 })
  return (
    <Accordion multiple value={opened} onChange={setOpened} variant="filled" chevronPosition="left">
      {filterGroups.map((group) => {
        const active = activeIn(group, parts)
        return (
          <Accordion.Item key={group.id} value={group.id}>
            <Accordion.Control>
              {group.title}
              {active > 0 && (
                <Badge ml="xs" size="sm" variant="light">
                  {active}
                </Badge>
              )}
            </Accordion.Control>
            <Accordion.Panel>
              {opened.includes(group.id) && (
                <Stack gap="md">
                  {group.fields.map(({ column, label }) => {
                    const known = columns.find(({ name }) => name === column)
                    return (
                      <RangeFilter
                        key={column}
                        label={label}
                        unit={known?.unit ?? null}
                        description={known?.description ?? ''}
                        range={parts.ranges[column] ?? open}
                        spread={data?.histograms.find((one) => one.column === column)}
                        onChange={(range) => onChange(setRange(parts, column, range))}
                      />
                    )
                  })}
                </Stack>
              )}
            </Accordion.Panel>
          </Accordion.Item>
        )
      })}
    </Accordion>
  )
}

/** All filters of the sources, beside the table: what they ask for is the query, and the query is what they show. */
export function FilterPanel({ ground, q, columns, onGround, onQuery }: FilterPanelProps) {
  const parsed = parseSourceQuery(q)
  const groundField = <GroundField ground={ground} onChange={onGround} />
  if (!parsed.ok) {
    return (
      <div className={classes.panel}>
        {groundField}
        <Text size="sm">The filters come back when the query can be read again.</Text>
        <Button size="xs" variant="default" onClick={() => onQuery('')}>
          Clear the query
        </Button>
      </div>
    )
  }
  const parts = partsOf(parsed.value)
  const change = (next: QueryParts) => onQuery(textOf(next))
  const { cone, names, ids, rest } = parts
  return (
    <div className={classes.panel}>
      {groundField}
      <ConeFilter key={JSON.stringify(cone)} cone={cone} onChange={(next) => change({ ...parts, cone: next })} />
      <NamesFilter
        key={[...names, ...ids].join(' ')}
        names={names}
        ids={ids}
        onChange={(some, numbers) => change({ ...parts, names: some, ids: numbers })}
      />
      <MarkFilters parts={parts} run={ground.run?.length === 1 ? (ground.run[0] ?? null) : null} onChange={change} />
      <RangeGroups ground={ground} q={q} columns={columns} parts={parts} onChange={change} />
      {rest.length > 0 && (
        <Text size="xs" c="dimmed">
          {rest.length === 1 ? 'One condition' : `${rest.length} conditions`} of the query can be changed in its text alone.
        </Text>
      )}
      {q !== '' && (
        <Button size="xs" variant="default" onClick={() => onQuery('')}>
          Clear all filters
        </Button>
      )}
    </div>
  )
}
