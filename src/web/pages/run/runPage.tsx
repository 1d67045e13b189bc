import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { RunStatus } from '../../../app/contract/runStatus.ts'
import { Page } from '../../parts/page.tsx'
import { CommentsPanel } from './comments/commentsPanel.tsx'
import { ContentsPanel } from './contents/contentsPanel.tsx'
import { DraftPanel } from './draft/draftPanel.tsx'
import { RunActions } from './head/runActions.tsx'
import { RunDeleting } from './head/runDeleting.tsx'
import { RunFacts } from './head/runFacts.tsx'
import { RunFault } from './head/runFault.tsx'
import { RunProgress } from './head/runProgress.tsx'
import { RunWords } from './head/runWords.tsx'
import { LogPanel } from './logs/logPanel.tsx'
import { MissingRun } from './missingRun.tsx'
import classes from './runPage.module.css'
import { SkyPanel } from './regions/skyPanel.tsx'
import { useRun } from './useRun.ts'
import { ComparePanel } from './versions/comparePanel.tsx'
import { VersionsPanel } from './versions/versionsPanel.tsx'

const route = getRouteApi('/framed/runs/$run')

function WholeRun({ run }: { readonly run: RunStatus }) {
  return (
    <div className={classes.parts}>
      <RunFacts run={run} />
      <VersionsPanel run={run} />
      <ComparePanel run={run} />
      <div className={classes.columns}>
        {run.version !== null && <SkyPanel run={run} />}
        <div className={classes.column}>
          <DraftPanel run={run} />
          <CommentsPanel run={run} />
        </div>
      </div>
      <LogPanel run={run} />
      <ContentsPanel run={run} />
    </div>
  )
}

function OneRun({ name }: { readonly name: string }) {
  const query = useRun(name)
  const run = query.data
  const navigate = route.useNavigate()
  const renamedId = run && query.error?.code === 'item.notFound' && run.id !== name ? run.id : null
  useEffect(() => {
    if (renamedId !== null) void navigate({ params: { run: renamedId }, search: (now) => now, replace: true })
  }, [renamedId, navigate])
  if (!run || query.error?.code.startsWith('item.')) return <MissingRun name={name} query={query} />
  const isLeaving = run.place === 'purging'
  return (
    <Page
      title={run.name}
      crumbs={[{ words: 'Runs', to: '/runs' }]}
      status={<RunWords run={run} />}
      actions={isLeaving ? undefined : <RunActions run={run} />}
    >
      {run.description && <p className={classes.description}>{run.description}</p>}
      <RunProgress run={run} />
      <RunFault run={run} />
      {isLeaving ? <RunDeleting run={run} /> : <WholeRun run={run} />}
    </Page>
  )
}

/** One run: what it is doing, its versions, its configuration, its logs, what is in it. */
export function RunPage() {
  const { run } = route.useParams()
  return <OneRun key={run} name={run} />
}
