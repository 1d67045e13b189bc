import { Button, Group, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { SourcePage } from '../../../app/contract/sourcePage.ts'
import { sourcePageQuerySchema } from '../../../app/contract/sourcePage.ts'
import type { ApiFault } from '../../api/apiFault.ts'
import { addressOf, callApi } from '../../api/callApi.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { formatCount } from '../../parts/format.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import { RegionItems } from '../sources/query/regionItems.tsx'
import { formatCell } from './formatCell.ts'
import { SampleSourceLink } from './sampleSourceLink.tsx'

interface SourcesTableProps {
  readonly sample: string
  /** The ids of the runs that it is from and that can be seen, by the names that they had. */
  readonly runs: ReadonlyMap<string, string>
  /** Such as `-eta_peak`. */
  readonly sort: string | undefined
  readonly onSort: (sort: string) => void
}

type TableProps = Pick<SourcesTableProps, 'sample' | 'runs'>
type Row = SourcePage['rows'][number]

const sortable = sourcePageQuerySchema.shape.sort.unwrap().options

/** Where the values of a row stand. */
function placesIn(columns: SourcePage['columns']): (row: Row, name: string) => Row[number] {
  const places = new Map(columns.map(({ name }, index) => [name, index]))
  return (row, name) => row[places.get(name) ?? -1] ?? null
}

function nameColumn({ sample, runs }: TableProps, columns: SourcePage['columns']): TableColumn<Row> {
  const at = placesIn(columns)
  return {
    id: 'name',
    header: 'name',
    cell: (row) => {
      const run = String(at(row, 'run'))
      const source = { runId: runs.get(run) ?? null, run, version: Number(at(row, 'version')), id: Number(at(row, 'id')) }
      return (
        <SampleSourceLink sample={sample} {...source}>
          <span className="site-mono">{String(at(row, 'name'))}</span>
        </SampleSourceLink>
      )
    },
    sortBy: () => 0,
  }
}

function positionColumn(columns: SourcePage['columns']): TableColumn<Row> {
  const at = placesIn(columns)
  const cell = (row: Row) => <Coordinates raDeg={Number(at(row, 'wavg_ra'))} decDeg={Number(at(row, 'wavg_dec'))} />
  return { id: 'position', header: 'position', sortAs: 'wavg_ra', cell, sortBy: () => 0 }
}

const usual: readonly string[] = 'run,version,n_meas,n_meas_forced,avg_flux_peak,max_flux_peak,max_snr,eta_peak,v_peak,new,n_rel'.split(',')

/** The columns in the order of the table's own; the name comes first. */
function columnsOf({ columns }: SourcePage, props: TableProps): readonly TableColumn<Row>[] {
  const others = columns.map((column, index) => columnOf(index, column)).filter(({ id }) => id !== 'name')
  return [nameColumn(props, columns), positionColumn(columns), ...others]
}

function columnOf(index: number, { name, unit, description, isNumber }: SourcePage['columns'][number]): TableColumn<Row> {
  return {
    id: name,
    header: name,
    description,
    ...(unit === null ? {} : { unit }),
    isNumber,
    isExtra: !usual.includes(name),
    cell: (row) => formatCell(row[index] ?? null, unit),
    // The server has sorted them: the table is to show an arrow and leave the order as it is.
    ...(sortable.some((one) => one === name) ? { sortBy: () => 0 } : {}),
  }
}

function useSources(sample: string, sort: string | undefined) {
  const { column, isDescending } = readSort(sort) ?? { column: 'id', isDescending: false }
  const asked = { sort: sortable.find((one) => one === column) ?? 'id', order: isDescending ? 'descending' : 'ascending' } as const
  return useInfiniteQuery<SourcePage, ApiFault, readonly SourcePage[], readonly unknown[], string | null>({
    queryKey: ['listSampleSources', sample, asked],
    queryFn: ({ pageParam, signal }) =>
      callApi(
        'listSampleSources',
        { params: { sample }, query: { ...asked, ...(pageParam === null ? {} : { after: pageParam }) } },
        signal,
      ),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages,
    placeholderData: (previous) => previous,
    // What is frozen does not change.
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The sources of a sample, some at a time, in any order. */
export function SourcesTable({ sample, runs, sort, onSort }: SourcesTableProps) {
  const query = useSources(sample, sort)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <Loaded query={query}>
      {(pages) => {
        const [first] = pages
        if (!first) return null
        const rows = pages.flatMap((page) => page.rows)
        const names = first.columns.map(({ name }) => name)
        const [run, version, id, name] = ['run', 'version', 'id', 'name'].map((column) => names.indexOf(column))
        return (
          <>
            <ItemTable
              name="sample-sources"
              exports={{ by: 'server', addressOf: (format) => addressOf('exportSources', { query: { sample, format } }) }}
              exportsMore={<RegionItems ground={{ sample, q: '' }} />}
              label="Table of sources"
              rows={rows}
              columns={columnsOf(first, { sample, runs })}
              idOf={(row) => `${row[run ?? 0]} ${row[version ?? 0]} ${row[id ?? 0]}`}
              nameOf={(row) => String(row[name ?? 0])}
              isSorted
              onEnd={more}
              sort={readSort(sort)}
              onSort={(next) => onSort(sortText(next))}
            />
            <Group gap="md" mt="sm">
              <Text size="sm" c="dimmed" role="status">
                {formatCount(rows.length)} of {formatCount(first.total)} sources
              </Text>
              {hasNextPage && (
                <Button variant="default" loading={isFetchingNextPage} onClick={more}>
                  Show more
                </Button>
              )}
            </Group>
          </>
        )
      }}
    </Loaded>
  )
}
