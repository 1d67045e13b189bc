import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query'
import type { MeasurementPage } from '../../../../app/contract/runContents.ts'
import type { ApiFault } from '../../../api/apiFault.ts'
import { callApi, type Arguments } from '../../../api/callApi.ts'

/** The measurements of a version, page by page as they are scrolled to. */
export function useMeasurements(
  run: string,
  query: Omit<Arguments<'listMeasurements'>['query'], 'after'>,
): UseInfiniteQueryResult<InfiniteData<MeasurementPage>, ApiFault> {
  return useInfiniteQuery<MeasurementPage, ApiFault, InfiniteData<MeasurementPage>, readonly unknown[], string | undefined>({
    queryKey: ['listMeasurements', run, query],
    queryFn: ({ pageParam, signal }) =>
      callApi(
        'listMeasurements',
        { params: { run }, query: { ...query, ...(pageParam === undefined ? {} : { after: pageParam }) } },
        signal,
      ),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (previous) => previous,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
