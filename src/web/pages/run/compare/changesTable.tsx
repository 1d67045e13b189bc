import { Button, Group, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { changeOrders, type ChangeKind, type ChangesPage, type SourceChange } from '../../../../app/contract/versionChanges.ts'
import type { ApiFault } from '../../../api/apiFault.ts'
import type { TableFormat } from '../../../../app/contract/tableFile.ts'
import { addressOf, callApi } from '../../../api/callApi.ts'
import { Coordinates } from '../../../parts/coordinates.tsx'
import { formatCount } from '../../../parts/format.ts'
import { ItemTable } from '../../../parts/itemTable.tsx'
import type { TableColumn } from '../../../parts/table/tableColumn.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { readSort, sortText } from '../../../parts/sortText.ts'
import { kindWords } from './changeWords.ts'
import { useComparison, type ComparedPair } from './useComparison.ts'

type Column = TableColumn<SourceChange>

const pageRows = 200

function orderOf(sort: string | undefined) {
  const order = readSort(sort)
  const column = changeOrders.find((one) => one === order?.column) ?? 'id'
  return { sort: column, order: order?.isDescending ? 'descending' : 'ascending' } as const
}

function useChanges({ run, from, to }: ComparedPair, kind: ChangeKind, sort: string | undefined) {
  const asked = { from, to, kind, ...orderOf(sort) }
  return useInfiniteQuery<ChangesPage, ApiFault, readonly ChangesPage[], readonly unknown[], string | null>({
    queryKey: ['listChanges', run, asked],
    queryFn: ({ pageParam, signal }) =>
      callApi(
        'listChanges',
        { params: { run }, query: { ...asked, limit: pageRows, ...(pageParam === null ? {} : { after: pageParam }) } },
        signal,
      ),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages,
    // What two versions are does not change.
    staleTime: Number.POSITIVE_INFINITY,
  })
}

function fluxWords(value: number | null): string {
  return value === null ? '' : value.toFixed(3)
}

function signedFlux(value: number | null): string {
  return value === null ? '' : `${value > 0 ? '+' : ''}${value.toFixed(3)}`
}

function sourceLink(run: string, id: number, version: number, words: string) {
  return (
    <Link to="/runs/$run/sources/$source" params={{ run, source: String(id) }} search={{ version }} className="site-mono">
      {words}
    </Link>
  )
}

/** The server has sorted the rows: the table shows an arrow and leaves their order as it is. */
function sorted() {
  return 0
}

function otherColumns({ run, from, to }: ComparedPair, kind: ChangeKind): Column[] {
  if (kind !== 'split' && kind !== 'merged') return []
  const version = kind === 'split' ? to : from
  const cell = ({ others }: SourceChange) =>
    others.map((id, index) => (
      <span key={id}>
        {index > 0 && ' + '}
        {sourceLink(run, id, version, String(id))}
      </span>
    ))
  return [
    {
      id: 'others',
      header: kind === 'split' ? `into (v${to})` : `from (v${from})`,
      cell,
      file: [{ name: 'others', value: ({ others }) => others.join(' ') }],
    },
  ]
}

function changedColumns(kind: ChangeKind): Column[] {
  if (kind !== 'changed') return []
  return [
    {
      id: 'flux_change',
      header: 'flux change',
      unit: 'mJy/beam',
      isNumber: true,
      cell: ({ fluxChangeMjy }) => signedFlux(fluxChangeMjy),
      sortBy: sorted,
    },
    {
      id: 'moved',
      header: 'moved',
      unit: '″',
      isNumber: true,
      cell: ({ movedArcsec }) => (movedArcsec === null ? '' : movedArcsec.toFixed(2)),
      sortBy: sorted,
    },
  ]
}

function versionColumns(version: number, side: 'from' | 'to'): Column[] {
  const key = side === 'from' ? (['measurementsFrom', 'fluxFromMjy'] as const) : (['measurementsTo', 'fluxToMjy'] as const)
  const [measurements, flux] = key
  return [
    { id: `n_meas_${side}`, header: `n_meas v${version}`, isNumber: true, cell: (row) => row[measurements], sortBy: sorted },
    {
      id: `flux_${side}`,
      header: `mean flux v${version}`,
      unit: 'mJy/beam',
      isNumber: true,
      cell: (row) => fluxWords(row[flux]),
      sortBy: sorted,
    },
  ]
}

function columnsOf(pair: ComparedPair, kind: ChangeKind, onLook: (id: number) => void): readonly Column[] {
  const { run, from, to } = pair
  const isOld = kind === 'gone' || kind === 'split'
  return [
    { id: 'name', header: 'name', cell: ({ id, name }) => sourceLink(run, id, isOld ? from : to, name), sortBy: sorted },
    {
      id: 'look',
      header: 'light curves',
      cell: ({ id, name }) => (
        <Button size="compact-xs" variant="subtle" onClick={() => onLook(id)} aria-label={`Show the light curves of ${name}`}>
          Show
        </Button>
      ),
      isControl: true,
    },
    { id: 'id', header: 'id', isNumber: true, cell: ({ id }) => id, sortBy: sorted },
    { id: 'ra', header: 'position', cell: ({ raDeg, decDeg }) => <Coordinates raDeg={raDeg} decDeg={decDeg} />, sortBy: sorted },
    ...otherColumns(pair, kind),
    ...changedColumns(kind),
    ...(kind === 'added' ? [] : versionColumns(from, 'from')),
    ...(kind === 'gone' ? [] : versionColumns(to, 'to')),
  ]
}

function exportOf({ run, from, to }: ComparedPair, kind: ChangeKind, sort: string | undefined, format: TableFormat): string {
  return addressOf('exportChanges', { params: { run }, query: { from, to, kind, format, ...orderOf(sort) } })
}

/** The sources of one kind of change, in any order, as many as are looked at. */
export function ChangesTable({ pair, kind }: { readonly pair: ComparedPair; readonly kind: ChangeKind }) {
  const { search, change } = useComparison()
  const query = useChanges(pair, kind, search.sort)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const words = kindWords.find((one) => one.kind === kind)
  return (
    <Loaded query={query}>
      {(pages) => {
        const rows = pages.flatMap((page) => page.rows)
        if (rows.length === 0) return <Text c="dimmed">{words?.none}</Text>
        return (
          <>
            <ItemTable
              name={`changes-${kind}`}
              exports={{ by: 'server', addressOf: (format) => exportOf(pair, kind, search.sort, format) }}
              label={`${words?.words ?? kind} sources`}
              rows={rows}
              columns={columnsOf(pair, kind, (source) => change({ source }))}
              idOf={({ id }) => String(id)}
              nameOf={({ name }) => name}
              isSorted
              sort={readSort(search.sort ?? 'id')}
              onSort={(next) => change({ sort: sortText(next) as typeof search.sort })}
              onEnd={more}
              highlighted={new Set(search.source === undefined ? [] : [String(search.source)])}
              onOpen={({ id }) => change({ source: id })}
            />
            <Group gap="md" mt="xs">
              <Text size="sm" c="dimmed" role="status">
                {formatCount(rows.length)} of {formatCount(pages[0]?.total ?? rows.length)} sources
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
