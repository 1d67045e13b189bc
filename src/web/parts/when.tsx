import { Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import { formatRelative, formatUtc } from './format.ts'

/** A time as how long ago it was, with the whole of it on hover. */
export function When({ iso }: { readonly iso: string }) {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <Tooltip label={formatUtc(iso)}>
      <time dateTime={iso}>{formatRelative(iso, nowMs)}</time>
    </Tooltip>
  )
}
