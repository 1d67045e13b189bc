import { QueryClient } from '@tanstack/react-query'
import { ApiFault } from './apiFault.ts'

function mayComeBack(error: unknown): boolean {
  return error instanceof ApiFault && (error.status === 0 || error.status >= 500)
}

/** All replies that are kept. A server that is away is asked again, a refusal is not. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (count, error) => mayComeBack(error) && count < 3, refetchOnWindowFocus: true },
    mutations: { retry: false, onSettled: () => queryClient.invalidateQueries() },
  },
})
