import { getRouteApi } from '@tanstack/react-router'
import type { RunSearch } from './runSearch.ts'

const route = getRouteApi('/framed/runs/$run')

interface RunAddress {
  readonly search: RunSearch
  /** Changes what the address says; the page stays where it is. */
  readonly change: (next: RunSearch) => void
}

/** What the address of the run's page says, and how to change it. */
export function useRunAddress(): RunAddress {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (next: RunSearch) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true, resetScroll: false })
  return { search, change }
}
