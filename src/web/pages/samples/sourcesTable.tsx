import { Button, Group, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { SourcePage } from '../../../app/contract/sourcePage.ts'
import { sourcePageQuerySchema } from '../../../app/contract/sourcePage.ts'
import type { ApiFault } from '../../api/apiFault.ts'
import { callApi } from '../../api/callApi.ts'
import { formatCount } from '../../parts/format.ts'
import { ItemTable, type TableColumn } from '../../parts/itemTable.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import { SourceLink } from '../../parts/sourceLink.tsx'
import { formatCell } from './formatCell.ts'

interface SourcesTableProps {
  readonly sample: string
  /** The ids of the runs that it is from and that can be seen, by the names that they had. */
  readonly runs: ReadonlyMap<string, string>
  /** Such as `-eta_peak`. */
  readonly sort: string | undefined
  readonly onSort: (sort: string) => void
}

type Row = SourcePage['rows'][number]

const sortable = sourcePageQuerySchema.shape.sort.unwrap().options

function columnsOf({ columns }: SourcePage, runs: ReadonlyMap<string, string>): readonly TableColumn<Row>[] {
  const nameFirst = [...columns.keys()].toSorted((a, b) => Number(columns[b]?.name === 'name') - Number(columns[a]?.name === 'name'))
  return nameFirst.flatMap((index) => {
    const column = columns[index]
    return column ? [column.name === 'name' ? nameColumn(columns, runs) : columnOf(index, column)] : []
  })
}

function nameColumn(columns: SourcePage['columns'], runs: ReadonlyMap<string, string>): TableColumn<Row> {
  const [run, version, id, name] = ['run', 'version', 'id', 'name'].map((one) => columns.findIndex((column) => column.name === one))
  const at = (row: Row, index: number | undefined) => row[index ?? 0] ?? ''
  return {
    id: 'name',
    header: 'name',
    cell: (row) => (
      <SourceLink
        run={runs.get(String(at(row, run))) ?? null}
        version={Number(at(row, version))}
        id={Number(at(row, id))}
        name={String(at(row, name))}
      />
    ),
    sortBy: () => 0,
  }
}

function columnOf(index: number, { name, unit, isNumber }: SourcePage['columns'][number]): TableColumn<Row> {
  return {
    id: name,
    header: name,
    ...(unit === null ? {} : { unit }),
    isNumber,
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
              label="Table of sources"
              rows={rows}
              columns={columnsOf(first, runs)}
              idOf={(row) => `${row[run ?? 0]} ${row[version ?? 0]} ${row[id ?? 0]}`}
              nameOf={(row) => String(row[name ?? 0])}
              sort={readSort(sort)}
              onSort={(next) => onSort(sortText(next))}
            />
            <Group gap="md" mt="sm">
              <Text size="sm" c="dimmed" role="status">
                {formatCount(rows.length)} of {formatCount(first.total)} sources
              </Text>
              {query.hasNextPage && (
                <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
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
