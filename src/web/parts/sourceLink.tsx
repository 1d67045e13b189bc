import { Link } from '@tanstack/react-router'

interface SourceLinkProps {
  /** The run that it is in by its id; null where that is not live, or out of sight. */
  readonly run: string | null
  readonly version: number
  readonly id: number
  readonly name: string
}

/** The name of a source, leading to it as it was in a version of a run. */
export function SourceLink({ run, version, id, name }: SourceLinkProps) {
  if (run === null) return <span className="site-mono">{name}</span>
  return (
    <Link to="/runs/$run/sources/$source" params={{ run, source: String(id) }} search={{ version }} className="site-mono">
      {name}
    </Link>
  )
}
