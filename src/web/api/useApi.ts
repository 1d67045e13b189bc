import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { Api, CallName } from '../../app/contract/api/api.ts'
import type { ReplyOf } from '../../app/contract/api/endpoint.ts'
import { isDatabaseAway, type ApiFault } from './apiFault.ts'
import { callApi, type Arguments } from './callApi.ts'

/** The key under which a reply is kept: every key of a call starts with its name. */
export function keyOf<Name extends CallName>(name: Name, given: Arguments<Name>): readonly unknown[] {
  return [name, given]
}

function paramsOf(given: unknown): string {
  return JSON.stringify(given && typeof given === 'object' && 'params' in given ? given.params : null)
}

/**
 * What a call replies, kept and brought up to date. The last reply about the same thing stays while the next one comes;
 * that about another thing, with other parameters in its path, does not. While the database is away that is its error, and
 * it is asked again by itself.
 */
export function useApi<Name extends CallName>(
  name: Name,
  given: Arguments<Name>,
  options: { readonly enabled?: boolean } = {},
): UseQueryResult<ReplyOf<Api[Name]>, ApiFault> {
  const query = useQuery<ReplyOf<Api[Name]>, ApiFault>({
    queryKey: keyOf(name, given),
    queryFn: ({ signal }) => callApi(name, given, signal),
    placeholderData: (previous, query) => (paramsOf(query?.queryKey[1]) === paramsOf(given) ? previous : undefined),
    enabled: options.enabled ?? true,
  })
  const reason = query.failureReason
  if (query.data !== undefined || query.error !== null || !isDatabaseAway(reason)) return query
  const failed = { status: 'error', isError: true, isLoadingError: true, isPending: false, isLoading: false, isSuccess: false } as const
  return { ...query, ...failed, data: undefined, error: reason, isRefetchError: false, isPlaceholderData: false }
}

/** A call that changes something. */
export function useCall<Name extends CallName>(name: Name): UseMutationResult<ReplyOf<Api[Name]>, ApiFault, Arguments<Name>> {
  return useMutation<ReplyOf<Api[Name]>, ApiFault, Arguments<Name>>({ mutationFn: (given) => callApi(name, given) })
}
