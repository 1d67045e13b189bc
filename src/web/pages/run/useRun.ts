import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { RunStatus } from '../../../app/contract/runStatus.ts'
import type { ApiFault } from '../../api/apiFault.ts'
import { useApi } from '../../api/useApi.ts'

const askAgainMs = 2000

/** A run as it is now. While something works on it, it is asked for again, should no word of its progress come. */
export function useRun(nameOrId: string): UseQueryResult<RunStatus, ApiFault> {
  const query = useApi('showRun', { params: { run: nameOrId } })
  const { data, refetch } = query
  const isMoving = data !== undefined && (data.operation !== null || data.place === 'purging')
  useEffect(() => {
    if (!isMoving) return undefined
    const timer = setInterval(() => void refetch(), askAgainMs)
    return () => clearInterval(timer)
  }, [isMoving, refetch])
  return query
}
