import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

interface SampleSourceLinkProps {
  readonly sample: string
  /** Its run by its id; null where that is not live, or out of sight. */
  readonly runId: string | null
  /** Name of the run in the sample. */
  readonly run: string
  readonly version: number
  readonly id: number
  readonly children: ReactNode
}

/** Leads to a source as it was in its version of the run; where the run is away, to what the sample keeps of it. */
export function SampleSourceLink({ sample, runId, run, version, id, children }: SampleSourceLinkProps) {
  if (runId === null) {
    return (
      <Link to="/samples/$sample/source" params={{ sample }} search={{ run, version, id }}>
        {children}
      </Link>
    )
  }
  return (
    <Link to="/runs/$run/sources/$source" params={{ run: runId, source: String(id) }} search={{ version }}>
      {children}
    </Link>
  )
}
