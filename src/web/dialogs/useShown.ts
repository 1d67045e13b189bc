import { QueryClient, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { ApiFault } from '../api/apiFault.ts'

/** What a dialog has shown, and is about to do: it changes only when the dialog asks again. */
export interface Shown<T> {
  readonly value: T | undefined
  readonly fault: ApiFault | null
  /** Asks again. @returns what is there now; nothing where it was refused */
  readonly reload: () => Promise<T | undefined>
}

/** Not the site's: whatever happens elsewhere, what somebody is about to confirm stays as they read it. */
const shownClient = new QueryClient({
  defaultOptions: { queries: { staleTime: Infinity, gcTime: 0, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false } },
})

/**
 * Loads what is confirmed in a dialog. Unlike a reply that a page shows it is never brought up to date behind the
 * reader's back.
 *
 * @param key of what is asked for: another key asks again, and what was shown stays until the answer comes
 */
export function useShown<T>(load: () => Promise<T>, key: string): Shown<T> {
  const id = useId()
  const { data, error, refetch } = useQuery<T, ApiFault>(
    { queryKey: [id, key], queryFn: load, placeholderData: (previous) => previous },
    shownClient,
  )
  const reload = async () => {
    const { data: now, isError } = await refetch()
    return isError ? undefined : now
  }
  return { value: data, fault: error, reload }
}
