import { Button, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { SourcesPage as Listed } from '../../../app/contract/sources.ts'
import type { ApiFault } from '../../api/apiFault.ts'
import { callApi } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { formatCount } from '../../parts/format.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import { Page } from '../../parts/page.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import { shownColumns, tableColumns } from './sourceColumns.tsx'
import type { SourcesSearch } from './sourcesSearch.ts'

const route = getRouteApi('/framed/sources')
const pageRows = 100

/** The pages of a query, one after the other as they come into sight. */
function useSources({ run, q, sort }: SourcesSearch) {
  const order = readSort(sort)
  const asked = { run, q, sort: order?.column, descending: order ? String(order.isDescending) : undefined }
  return useInfiniteQuery<Listed, ApiFault>({
    queryKey: ['listSources', asked],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      callApi('listSources', { query: { ...asked, after: pageParam as string | undefined, limit: pageRows } }, signal),
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
}

function RunFilter({ value, onChange }: { readonly value: readonly string[]; readonly onChange: (runs: string[]) => void }) {
  const { data } = useApi('listRuns', { query: {} })
  const names = (data?.runs ?? []).map(({ name }) => name)
  const all = [...new Set([...names, ...value])]
  return (
    <MultiSelect
      label="Runs"
      placeholder={value.length === 0 ? 'All runs' : ''}
      data={all}
      value={[...value]}
      onChange={onChange}
      searchable
      clearable
      miw={220}
      maw={360}
    />
  )
}

function QueryField({
  value,
  fault,
  onChange,
}: {
  readonly value: string
  readonly fault: ApiFault | null
  readonly onChange: (q: string) => void
}) {
  const [text, setText] = useState(value)
  const apply = () => {
    if (text !== value) onChange(text)
  }
  return (
    <TextInput
      flex={1}
      miw={240}
      label="Query"
      description="Such as: n_meas >= 3 and eta_peak > 2.5 and not new and cone(12h30m, -45d12m, 2 arcmin)"
      value={text}
      error={fault?.message ?? null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply()
      }}
    />
  )
}

function isOfQuery(fault: ApiFault | null): fault is ApiFault {
  return fault?.code.startsWith('query.') === true
}

/** Sources of one run or many, by a query; the query is the address. */
export function SourcesPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { run = [], q = '', sort, columns } = search
  const set = (change: Partial<SourcesSearch>) => void navigate({ search: (now) => ({ ...now, ...change }) })
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useSources(search)
  const [counted] = useDebouncedValue({ run, q }, 150)
  const count = useApi('countSources', { query: counted })
  const names = shownColumns(columns)
  const first = data?.pages[0]
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const table = useMemo(() => (first ? tableColumns(first, names) : null), [first, names])
  return (
    <Page title="Sources">
      <Stack gap="md">
        <Group align="flex-start" gap="md">
          <RunFilter value={run} onChange={(next) => set({ run: next.length > 0 ? next : undefined })} />
          <QueryField key={q} value={q} fault={isOfQuery(error) ? error : null} onChange={(next) => set({ q: next || undefined })} />
        </Group>
        <Group justify="space-between">
          <Text aria-live="polite">
            {count.data && !error ? `${formatCount(count.data.count)} of ${formatCount(count.data.total)} sources` : ' '}
          </Text>
          {q && (
            <Button variant="default" onClick={() => set({ q: undefined })}>
              Show all sources
            </Button>
          )}
        </Group>
        {error && !isOfQuery(error) && <FaultPanel fault={error} />}
        {table && rows.length > 0 && !error && (
          <ItemTable
            label="Sources"
            rows={rows}
            columns={table.columns}
            idOf={table.idOf}
            nameOf={table.nameOf}
            isSorted
            onEnd={more}
            sort={readSort(sort)}
            onSort={(next) => set({ sort: sortText(next) })}
          />
        )}
        {first && rows.length === 0 && !error && (
          <EmptyState title={q ? 'No source is like that' : 'There are no sources yet'}>
            {q ? 'Widen a range of the query, or take a part of it away.' : 'Sources appear here when a run has been processed.'}
          </EmptyState>
        )}
      </Stack>
    </Page>
  )
}
