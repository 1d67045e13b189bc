import { Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ApiFault } from '../api/apiFault.ts'
import { FaultPanel } from './faultPanel.tsx'
import { useIsSlow } from './useIsSlow.ts'

interface LoadedProps<T> {
  readonly query: { readonly data: T | undefined; readonly error: ApiFault | null; readonly refetch: () => unknown }
  readonly children: (value: T) => ReactNode
}

/** The shape of what comes, after 300 ms: before that nothing moves. */
function Coming() {
  if (!useIsSlow()) return null
  return (
    <Stack gap="sm" role="status" aria-busy="true" aria-label="Loading">
      {[100, 96, 98, 90].map((width) => (
        <Skeleton key={width} height={28} width={`${width}%`} />
      ))}
    </Stack>
  )
}

/** Shows a reply when it is there, what comes until then, and why it does not where it does not. */
export function Loaded<T>({ query: { data, error, refetch }, children }: LoadedProps<T>) {
  if (data !== undefined) return children(data)
  if (error) return <FaultPanel fault={error} onRetry={() => void refetch()} />
  return <Coming />
}
