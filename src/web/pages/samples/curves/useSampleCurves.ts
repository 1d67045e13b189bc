import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { SampleCurves } from '../../../../app/contract/sampleCurves.ts'
import { sourcePageQuerySchema } from '../../../../app/contract/sourcePage.ts'
import type { ApiFault } from '../../../api/apiFault.ts'
import { callApi } from '../../../api/callApi.ts'
import { readSort } from '../../../parts/sortText.ts'
import type { CurvePoint } from '../../../plots/curve/curvePoint.ts'

type Curve = SampleCurves['curves'][number]

/** A light curve of the grid. */
export interface GridCurve extends Pick<Curve, 'run' | 'version' | 'id' | 'name'> {
  readonly points: readonly CurvePoint[]
}

const pageCurves = 24
const sortable = sourcePageQuerySchema.shape.sort.unwrap().options

function pointsOf(curve: Curve, isPeak: boolean): readonly CurvePoint[] {
  const [values, errors] = isPeak ? [curve.peakMjy, curve.peakErrorMjy] : [curve.integratedMjy, curve.integratedErrorMjy]
  return curve.timeMs.map((timeMs, index) => ({
    id: index,
    timeMs,
    mjd: 0,
    value: values[index] ?? NaN,
    error: errors[index] ?? 0,
    isForced: curve.isForced[index] ?? false,
    frequencyMhz: null,
  }))
}

/** The light curves of a sample in an order of its sources, page after page as they come into sight. */
export function useSampleCurves(sample: string, sort: string | undefined, isPeak: boolean) {
  const { column, isDescending } = readSort(sort) ?? { column: 'id', isDescending: false }
  const asked = { sort: sortable.find((one) => one === column) ?? 'id', order: isDescending ? 'descending' : 'ascending' } as const
  const query = useInfiniteQuery<SampleCurves, ApiFault, readonly SampleCurves[], readonly unknown[], string | null>({
    queryKey: ['listSampleCurves', sample, asked],
    queryFn: ({ pageParam, signal }) => {
      const given = { ...asked, limit: pageCurves, ...(pageParam === null ? {} : { after: pageParam }) }
      return callApi('listSampleCurves', { params: { sample }, query: given }, signal)
    },
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages,
    // What is frozen does not change.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const curves = useMemo(
    (): readonly GridCurve[] =>
      (data ?? []).flatMap((page) =>
        page.curves.map((curve) => {
          const { run, version, id, name } = curve
          return { run, version, id, name, points: pointsOf(curve, isPeak) }
        }),
      ),
    [data, isPeak],
  )
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return { query, curves, more, total: data?.[0]?.total ?? 0 }
}
