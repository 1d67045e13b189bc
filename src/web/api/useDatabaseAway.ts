import { useSyncExternalStore } from 'react'
import { isDatabaseAway } from './apiFault.ts'
import { queryClient } from './queryClient.ts'

const cache = queryClient.getQueryCache()

function subscribe(listener: () => void): () => void {
  return cache.subscribe(listener)
}

function isAnyRefused(): boolean {
  return cache.getAll().some(({ state }) => isDatabaseAway(state.fetchFailureReason))
}

/** Whether something that a page shows could not be read because the database is away. */
export function useDatabaseAway(): boolean {
  return useSyncExternalStore(subscribe, isAnyRefused)
}
