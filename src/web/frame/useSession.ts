import { useEffect } from 'react'
import type { ReplyOf } from '../../app/contract/api/endpoint.ts'
import type { Api } from '../../app/contract/api/api.ts'
import { ApiFault } from '../api/apiFault.ts'
import { useApi } from '../api/useApi.ts'

/** Who is signed in; leads who is not to where they can, and back afterwards. */
export function useSession(): ReplyOf<Api['showSession']> | undefined {
  const { data, error } = useApi('showSession', {})
  useEffect(() => {
    if (error instanceof ApiFault && error.status === 401) {
      window.location.assign(`/sign-in?to=${encodeURIComponent(window.location.pathname + window.location.search)}`)
    }
  }, [error])
  return data
}
