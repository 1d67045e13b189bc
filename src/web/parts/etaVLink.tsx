import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'

interface EtaVLinkProps {
  /** Runs by name or id, each with a version as `lmc:2` or without; none: all. */
  readonly run?: readonly string[] | undefined
  readonly project?: string | undefined
  readonly sample?: string | undefined
  readonly q?: string | undefined
}

/** Leads to the plane of eta and V of some sources. */
export function EtaVLink({ run, project, sample, q }: EtaVLinkProps) {
  const search = { ...(run ? { run: [...run] } : {}), ...(project ? { project } : {}), ...(sample ? { sample } : {}), ...(q ? { q } : {}) }
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/eta-v" search={search} {...props} />}>
      Eta and V
    </Button>
  )
}
