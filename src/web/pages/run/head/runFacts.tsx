import { Link } from '@tanstack/react-router'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useApi } from '../../../api/useApi.ts'
import { formatBytes, formatCount } from '../../../parts/format.ts'
import { When } from '../../../parts/when.tsx'
import classes from './runFacts.module.css'

function Size({ run }: { readonly run: RunStatus }) {
  const { data } = useApi('showRunSize', { params: { run: run.id } })
  if (!data) return null
  return (
    <span title="With the measurements of its images; deleted alone, what no other run uses comes free">
      <b>{formatBytes(data.bytes + data.imageBytes)}</b> ({formatBytes(data.freesBytes)} only here)
    </span>
  )
}

/** What there is of a run, in one line. */
export function RunFacts({ run }: { readonly run: RunStatus }) {
  const { counts, project, owner, updatedUtc } = run
  return (
    <p className={classes.facts}>
      {counts && (
        <>
          <span>
            <b>{formatCount(counts.images)}</b> images
          </span>
          <span>
            <b>{formatCount(counts.detections)}</b> detections + <b>{formatCount(counts.forced)}</b> forced
          </span>
          <Link to="/sources" search={{ run: [run.name] }}>
            <b>{formatCount(counts.sources)}</b> sources
          </Link>
          <Link to="/eta-v" search={{ run: [run.name] }}>
            eta and V
          </Link>
          <span>
            <b>{formatCount(counts.newSources)}</b> new
          </span>
          <Size run={run} />
        </>
      )}
      <span className="site-muted">
        in {project}, by {owner}, changed <When iso={updatedUtc} />
      </span>
    </p>
  )
}
