import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { SourcesPage as Listed } from '../../../app/contract/sources.ts'
import type { ApiFault } from '../../api/apiFault.ts'
import { callApi } from '../../api/callApi.ts'
import { readSort } from '../../parts/sortText.ts'
import type { SourcesSearch } from './sourcesSearch.ts'

const pageRows = 100

/** The sources of a query, page after page as they come into sight. */
export function useSources({ run, project, sample, q, sort }: SourcesSearch) {
  const order = readSort(sort)
  const asked = { run, project, sample, q, sort: order?.column, descending: order ? String(order.isDescending) : undefined }
  const query = useInfiniteQuery<Listed, ApiFault>({
    queryKey: ['listSources', asked],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      callApi('listSources', { query: { ...asked, after: pageParam as string | undefined, limit: pageRows } }, signal),
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return { first: data?.pages[0], rows, more, error: query.error, isStale: query.isPlaceholderData }
}
