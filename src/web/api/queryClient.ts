import { QueryClient } from '@tanstack/react-query'
import { ApiFault, isDatabaseAway } from './apiFault.ts'

function mayComeBack(error: unknown): boolean {
  return error instanceof ApiFault && (error.status === 0 || error.status >= 500)
}

const awayPauseMs = 3_000

function pauseMs(count: number, error: unknown): number {
  return isDatabaseAway(error) ? awayPauseMs : Math.min(1_000 * 2 ** count, 30_000)
}

/** All replies that are kept. A server that is away is asked again, one whose database is away until that is back; a refusal is not. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => isDatabaseAway(error) || (mayComeBack(error) && count < 3),
      retryDelay: pauseMs,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false, onSettled: () => queryClient.invalidateQueries() },
  },
})
