import { getRouteApi } from '@tanstack/react-router'
import type { CompareSearch } from './compareSearch.ts'

const route = getRouteApi('/framed/runs/$run/compare')

/** What the address of the comparison says, and how to change it. */
export function useComparison() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (next: CompareSearch) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true, resetScroll: false })
  return { search, change }
}

/** Two versions of a run, by the run's id. */
export interface ComparedPair {
  readonly run: string
  readonly from: number
  readonly to: number
}
